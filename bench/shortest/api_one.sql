-- One lead within reach with its parties, its clocks and its contact's channels.
SELECT l.number AS id, l.*, t.code AS type, s.code AS status, o.code AS source, u.email AS owner, u.name AS owner_name, a.email AS accepted_by,
    v.name AS sender_name, h.name AS organisation_name, x.name AS unit_name, row_to_json(c) AS contact,
    (SELECT text FROM leads_comment WHERE lead_id = l.number AND organisation_id = :organisation::bigint) AS comment,
    ARRAY(SELECT json_build_object('id', p.id, 'company', e.name, 'person', f.name, 'blocked', f.is_blocked) FROM leads_party p
        LEFT JOIN contacts_contact e ON e.id = p.company_id LEFT JOIN contacts_contact f ON f.id = p.person_id
        WHERE p.lead_id = l.number ORDER BY p.is_main DESC, p.position, p.id) AS parties,
    ARRAY(SELECT json_build_object('kind', kind, 'due_at', due_at) FROM clocks_clock
        WHERE subject_kind = 'lead' AND subject_id = l.number AND state = 'RUNNING' ORDER BY due_at, kind) AS clocks,
    ARRAY(SELECT address FROM contacts_email WHERE contact_id = c.id ORDER BY is_main DESC, id) AS emails,
    ARRAY(SELECT number FROM contacts_phone WHERE contact_id = c.id ORDER BY is_main DESC, id) AS phones,
    ARRAY(SELECT name FROM people_user WHERE id = ANY(l.team) ORDER BY name) AS mates
FROM leads_lead l
JOIN leads_leadtype t ON t.id = l.type_id
JOIN leads_status s ON s.id = l.status_id
LEFT JOIN leads_source o ON o.id = l.source_id
LEFT JOIN people_user u ON u.id = l.owner_id
LEFT JOIN people_user a ON a.id = l.accepted_by_id
LEFT JOIN people_organisation v ON v.id = l.sender_id
LEFT JOIN people_organisation h ON h.id = l.organisation_id
LEFT JOIN people_unit x ON x.id = l.unit_id
LEFT JOIN contacts_contact c ON c.id = l.contact_id
WHERE l.number = :lead::bigint AND
-- include: group
