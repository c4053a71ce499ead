-- A hundred leads get another owner, who is told of each; each has its entry of history.
WITH l AS (
    UPDATE leads_lead l SET owner_id = :owner::bigint, unit_id = :owner_unit::bigint, updated_at = now(), version = version + 1
    WHERE number = ANY(:leads::bigint[]) AND
-- include: group
    RETURNING number, origin_id, version
), h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'lead.assigned', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[origin_id, :organisation::bigint],
        '{"owner": [1, 2]}', :digests::jsonb, :hash FROM l
    RETURNING id
),
-- include: values
, m AS (
    INSERT INTO outbox_message (key, kind, recipient_user_id, address, language, subject, text, html, holds_secret, message_id, headers, reply_to,
        state, attempts, next_try_at, is_refused, last_error, subject_kind, subject_id, created_at)
    SELECT 'owner:' || l.number || ':' || l.version || ':user:' || u.id, 'new_owner', u.id, u.email, u.language, :subject, :text, :html, false,
        '<' || gen_random_uuid() || '@127.0.0.1>', '{"Auto-Submitted": "auto-generated"}', '', 'WAITING', 0, now(), false, '', 'lead', l.number, now()
    FROM l JOIN people_user u ON u.id = :owner::bigint
)
SELECT number AS id FROM l ORDER BY number
