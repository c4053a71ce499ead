-- A new contact with its channels and what it is found by, and a lead of it in the queue with its clock and its history.
WITH
-- include: contact
,
-- include: new_lead
, h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'contact.entered', 'user', :user::bigint, :organisation::bigint, 'contact', id, ARRAY[:organisation::bigint], '{"kind": "person"}'::jsonb, :digests::jsonb, :hash FROM c
    UNION ALL
    SELECT now(), 'lead.created', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[:organisation::bigint], '{"to_status": "new"}'::jsonb, :digests::jsonb, :hash FROM n
    RETURNING id
),
-- include: values
SELECT number AS id FROM n
