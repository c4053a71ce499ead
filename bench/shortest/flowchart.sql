-- The process of a lead: the tasks of its steps, which wait and which are done.
SELECT t.id, t.step, t.subject, t.due_at, t.deliverable, t.instructions, u.name AS owner, m.at AS done_at,
    k.id IS NOT NULL AS is_current, v.number AS version
FROM processes_instance i
JOIN diagrams_version v ON v.id = i.version_id
JOIN tasks_task t ON t.process = i.id
JOIN people_user u ON u.id = t.owner_id
LEFT JOIN processes_mark m ON m.instance_id = i.id AND m.element = t.step
LEFT JOIN processes_token k ON k.instance_id = i.id AND k.task = t.id
WHERE i.lead_id = :lead::bigint
ORDER BY t.id
