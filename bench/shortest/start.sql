-- Work on a lead begins: another status and one entry of history.
WITH l AS (
    UPDATE leads_lead l SET status_id = :status::bigint, state = 'IN_PROGRESS', updated_at = now(), version = version + 1
    WHERE number = :lead::bigint AND state = 'PENDING' AND
-- include: group
    RETURNING number, origin_id
), h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'lead.started', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[origin_id, :organisation::bigint],
        '{"to_status": "in-contact", "from_status": "new"}', :digests::jsonb, :hash FROM l
    RETURNING id
),
-- include: values
SELECT number AS id FROM l
