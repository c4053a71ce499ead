-- One lead within reach with its parties, clocks, products, demand, notes, files, tasks, activities and mails, and the
-- latest of its contact history.
SELECT l.number AS id, l.*, t.labels AS type, s.labels AS status, s.tone, o.labels AS source, u.name AS owner, v.name AS sender, h.name AS company,
    x.name AS unit, g.name AS owning_group, c.name AS contact, c.city, c.email, c.phone, e.name AS employer, e.vat_number, e.city, e.country,
    (SELECT text FROM leads_comment WHERE lead_id = l.number AND organisation_id = :organisation::bigint) AS comment,
    ARRAY(SELECT json_build_object('id', p.id, 'company', e.name, 'person', f.name, 'blocked', f.is_blocked) FROM leads_party p
        LEFT JOIN contacts_contact e ON e.id = p.company_id LEFT JOIN contacts_contact f ON f.id = p.person_id
        WHERE p.lead_id = l.number ORDER BY p.is_main DESC, p.position, p.id) AS parties,
    ARRAY(SELECT json_build_object('kind', kind, 'started_at', started_at, 'due_at', due_at) FROM clocks_clock
        WHERE subject_kind = 'lead' AND subject_id = l.number AND state = 'RUNNING' ORDER BY due_at, kind) AS clocks,
    ARRAY(SELECT json_build_object('text', n.text, 'at', n.at, 'by', w.name) FROM leads_note n JOIN people_user w ON w.id = n.by_id
        WHERE n.lead_id = l.number AND (n.organisation_id = :organisation::bigint OR n.is_shared) ORDER BY n.at DESC LIMIT 20) AS notes,
    ARRAY(SELECT json_build_object('product', r.id, 'notes', i.notes) FROM leads_productofinterest i
        JOIN leads_product r ON r.id = i.product_id WHERE i.lead_id = l.number ORDER BY i.id) AS products,
    ARRAY(SELECT json_build_object('text', d.text, 'quantity', d.quantity, 'amount', d.amount, 'currency', d.currency) FROM leads_demandline d
        WHERE d.lead_id = l.number ORDER BY d.id) AS demand,
    ARRAY(SELECT json_build_object('name', f.name, 'size', f.size, 'at', f.at, 'by', w.name) FROM files_file f JOIN people_user w ON w.id = f.by_id
        WHERE f.subject_kind = 'lead' AND f.subject_id = l.number AND (f.organisation_id = :organisation::bigint OR f.is_shared)
        ORDER BY f.id DESC LIMIT 7) AS files,
    ARRAY(SELECT json_build_object('subject', k.subject, 'due_at', k.due_at, 'owner', w.name) FROM tasks_task k LEFT JOIN people_user w ON w.id = k.owner_id
        WHERE k.lead_id = l.number AND k.state = 'OPEN' AND k.organisation_id = :organisation::bigint ORDER BY k.due_at, k.id LIMIT 21) AS tasks,
    ARRAY(SELECT json_build_object('subject', a.subject, 'at', a.starts_at, 'owner', w.name) FROM activities_activity a LEFT JOIN people_user w ON w.id = a.owner_id
        WHERE a.lead_id = l.number AND a.state IN ('PENDING', 'IN_PROGRESS') AND a.deleted_at IS NULL
        AND a.organisation_id = :organisation::bigint ORDER BY a.starts_at, a.id LIMIT 21) AS planned,
    ARRAY(SELECT json_build_object('subject', b.subject, 'sender', b.sender, 'at', b.arrived_at) FROM mails_mail b
        WHERE b.lead_id = l.number AND b.organisation_id = :organisation::bigint ORDER BY b.id DESC LIMIT 6) AS mails,
    ARRAY(SELECT name FROM people_user WHERE id = ANY(l.team) ORDER BY name) AS mates,
    (SELECT count(*) FROM (SELECT FROM leads_lead m WHERE m.contact_id = l.contact_id AND m.number <> l.number AND m.deleted_at IS NULL
        AND m.organisation_id = :organisation::bigint AND (m.group_id = ANY(:groups::bigint[]) OR m.unit_id = :unit::bigint
            OR m.owner_id = :user::bigint OR m.team @> ARRAY[:user::bigint]) LIMIT 100) AS bound) AS others,
    ARRAY(SELECT json_build_object('at', y.at, 'fact', y.fact, 'details', y.details,
            'texts', (SELECT json_object_agg(field, value) FROM history_value WHERE entry_id = y.id))
        FROM history_entry y WHERE y.subject_kind = 'lead' AND y.subject_id = l.number
        AND (y.organisations @> ARRAY[:organisation::bigint] OR y.fact IN ('lead.created', 'lead.adopted'))
        AND (y.fact = ANY(ARRAY['lead.adopted', 'lead.qualified', 'lead.won', 'lead.lost', 'lead.cancelled',
            'lead.converted', 'lead.extended', 'lead.offered', 'lead.withdrawn', 'lead.accepted', 'lead.rejected', 'lead.party_added',
            'lead.party_removed']) OR y.details ? 'to_status') ORDER BY y.at DESC, y.id DESC LIMIT 41) AS history
FROM leads_lead l
JOIN leads_leadtype t ON t.id = l.type_id
JOIN leads_status s ON s.id = l.status_id
LEFT JOIN leads_source o ON o.id = l.source_id
LEFT JOIN people_user u ON u.id = l.owner_id
LEFT JOIN people_organisation v ON v.id = l.sender_id
LEFT JOIN people_organisation h ON h.id = l.organisation_id
LEFT JOIN people_unit x ON x.id = l.unit_id
LEFT JOIN people_group g ON g.id = l.group_id
LEFT JOIN contacts_contact c ON c.id = l.contact_id
LEFT JOIN contacts_contact e ON e.id = coalesce(c.company_id, c.id)
WHERE l.number = :lead::bigint AND
-- include: group
