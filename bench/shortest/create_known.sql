-- A lead of a known contact in the queue with its clock and its history.
WITH c AS (
    SELECT id FROM contacts_contact WHERE id = :contact::bigint AND organisation_id = :organisation::bigint
),
-- include: new_lead
, h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'lead.created', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[:organisation::bigint], '{"to_status": "new"}', :digests::jsonb, :hash FROM n
    RETURNING id
),
-- include: values
SELECT number AS id FROM n
