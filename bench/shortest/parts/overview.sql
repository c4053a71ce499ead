SELECT (SELECT figures FROM bench_figures WHERE user_id = :user::bigint) AS figures,
    (SELECT json_agg(o) FROM (SELECT w.number AS id, c.name, e.name AS company, w.description, s.labels AS source, k.started_at, k.due_at
        FROM waiting w LEFT JOIN contacts_contact c ON c.id = w.contact_id LEFT JOIN contacts_contact e ON e.id = c.company_id
        LEFT JOIN leads_source s ON s.id = w.source_id
        LEFT JOIN clocks_clock k ON k.subject_kind = 'lead' AND k.subject_id = w.number AND k.kind = 'accept' AND k.state = 'RUNNING'
        ORDER BY w.due_order, w.rank, w.number) o) AS offers,
    (SELECT count(*) FROM counted) AS counted, (SELECT json_agg(line) FROM (
-- include: lines
    ORDER BY l.due_order, l.rank, l.number) AS line) AS leads
