-- What somebody has to do, what is due first at the top, with the lead and its contact.
SELECT t.id, t.subject, t.due_at, t.starts_at, t.importance, t.step, t.lead_id, c.name, u.name AS owner
FROM tasks_task t
JOIN people_user u ON u.id = t.owner_id
LEFT JOIN leads_lead l ON l.number = t.lead_id
LEFT JOIN contacts_contact c ON c.id = l.contact_id
WHERE t.owner_id = :user::bigint AND t.state = 'OPEN' AND t.organisation_id = :organisation::bigint
ORDER BY t.due_at, t.id LIMIT 200
