-- A step of a process is done: its task is completed, and the process waits at the next one, with its task.
WITH d AS (
    UPDATE tasks_task SET state = 'COMPLETED', results = :results, completed_on = :completed_on::date, completed_at = now(),
        completed_by_id = :user::bigint, updated_at = now(), version = version + 1
    WHERE id = :task::bigint AND state = 'OPEN' AND owner_id = :user::bigint RETURNING id, lead_id, process
), g AS (
    DELETE FROM processes_token WHERE instance_id = :process::bigint AND task = :task::bigint
), k AS (
    INSERT INTO processes_mark (instance_id, element, at, task) SELECT process, 'offer', now(), id FROM d
), n AS (
    INSERT INTO tasks_task (subject, lead_id, process, step, state, organisation_id, addressed, owner_id, unit_id, group_id, team, importance,
        starts_at, due_at, instructions, deliverable, results, close_reason, closed_because, noticed, created_at, updated_at, version)
    SELECT 'Presentation', lead_id, process, 'presentation', 'OPEN', :organisation::bigint, 'user', :user::bigint, :unit::bigint, :group::bigint,
        ARRAY[:user::bigint], 'normal', now(), now() + interval '5 days', :instructions, :deliverable, '', '', '', 0, now(), now(), 1 FROM d
    RETURNING id, lead_id, process
), t AS (
    INSERT INTO processes_token (instance_id, element, flow, since, task, message) SELECT process, 'presentation', 'to-presentation', now(), id, '' FROM n
), l AS (
    UPDATE leads_lead SET steps = ARRAY['presentation'] FROM n WHERE number = n.lead_id RETURNING number, origin_id
), h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'task.completed', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[:organisation::bigint],
        '{"completed_on": "2026-01-01"}', :digests::jsonb, :hash FROM l
    RETURNING id
),
-- include: values
, m AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'task.made', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[:organisation::bigint],
        '{"due_at": "2026-01-01", "user": 1}', :digests::jsonb, :hash FROM l
    RETURNING id
), w AS (
    INSERT INTO history_value (entry_id, field, salt, value)
    SELECT m.id, t.field, left(md5(m.id || t.field), 32), t.value FROM m CROSS JOIN jsonb_to_recordset(:made_texts::jsonb) AS t (field text, value text)
)
SELECT number AS id FROM l
