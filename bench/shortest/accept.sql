-- An offered lead gets its owner: the offer is answered, one clock ends and another starts, the sender is told.
WITH l AS (
    UPDATE leads_lead SET acceptance = 'ACCEPTED', group_id = :group::bigint, unit_id = :unit::bigint, owner_id = :user::bigint,
        offered_to_id = NULL, accepted_by_id = :user::bigint, accepted_at = now(), updated_at = now(), version = version + 1,
        next_due_kind = 'qualify', next_due_at = now() + interval '7 days'
    WHERE number = :lead::bigint AND acceptance = 'AWAITING' AND unit_id = ANY(:units::bigint[]) RETURNING number, origin_id
), o AS (
    UPDATE leads_offer SET answer = 'accepted', answered_by_id = :user::bigint, answered_at = now()
    FROM l WHERE lead_id = l.number AND answer = '' RETURNING id, lead_id, offered_by_id
), s AS (
    UPDATE clocks_clock SET state = 'MET', ended_at = now(), next_slot_at = NULL
    FROM l WHERE subject_kind = 'lead' AND subject_id = l.number AND state = 'RUNNING' AND kind = 'accept'
), q AS (
    INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule, reminders, next_slot_at, slots_done, state)
    SELECT 'lead', number, :organisation::bigint, 'qualify', now(), now(), now() + interval '7 days', '{"calendar_days": 7}',
        '{"first_days": 7, "every_days": 7}', now() + interval '7 days', 0, 'RUNNING' FROM l
), h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'lead.accepted', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[origin_id, :organisation::bigint], '{"owner": 1}', :digests::jsonb, :hash FROM l
    RETURNING id
),
-- include: values
, m AS (
    INSERT INTO outbox_message (key, kind, recipient_user_id, address, language, subject, text, html, holds_secret, message_id, headers, reply_to,
        state, attempts, next_try_at, is_refused, last_error, subject_kind, subject_id, created_at)
    SELECT 'accepted:' || o.id || ':user:' || u.id, 'lead_accepted', u.id, u.email, u.language, :subject, :text, :html, false,
        '<' || gen_random_uuid() || '@127.0.0.1>', '{"Auto-Submitted": "auto-generated"}', '', 'WAITING', 0, now(), false, '', 'lead', o.lead_id, now()
    FROM o JOIN people_user u ON u.id = o.offered_by_id
)
SELECT number AS id FROM l
