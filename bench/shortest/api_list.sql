-- The leads within reach as the API lists them, the most urgent first.
WITH page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: group
    ORDER BY due_order, rank, number LIMIT 50
)
SELECT l.number AS id, t.code AS type, s.code AS status, l.state, l.acceptance, l.qualification, l.description,
    o.code AS source, g.code AS category, u.email AS owner, u.name AS owner_name, l.sender_id, l.organisation_id,
    l.unit_id, l.contact_id, c.kind, c.name, l.target_amount, l.target_currency, l.success_rate, l.priority,
    l.importance, l.started_at, l.expected_completion_at, l.completed_at, l.next_due_at, l.next_due_kind,
    l.updated_at, l.version
FROM page l
JOIN leads_leadtype t ON t.id = l.type_id
JOIN leads_status s ON s.id = l.status_id
LEFT JOIN leads_source o ON o.id = l.source_id
LEFT JOIN leads_category g ON g.id = l.category_id
LEFT JOIN people_user u ON u.id = l.owner_id
LEFT JOIN contacts_contact c ON c.id = l.contact_id
ORDER BY l.due_order, l.rank, l.number
