SELECT l.number AS id, c.name, e.name AS company, left(l.description, 120) AS description, s.labels AS status, s.tone,
    l.state, u.name AS owner, l.target_amount, l.target_currency, l.success_rate, l.next_due_kind, l.next_due_at,
    l.version, o.name AS partner, k.started_at AS clock_from
FROM page l
LEFT JOIN contacts_contact c ON c.id = l.contact_id
LEFT JOIN contacts_contact e ON e.id = c.company_id
JOIN leads_status s ON s.id = l.status_id
LEFT JOIN people_user u ON u.id = l.owner_id
LEFT JOIN people_organisation o ON o.id = l.organisation_id
LEFT JOIN clocks_clock k ON k.subject_kind = 'lead' AND k.subject_id = l.number AND k.kind = l.next_due_kind AND k.state = 'RUNNING'
