-- What stands in the calendar of somebody in a week, and the deadlines of the own leads.
SELECT a.id, a.starts_at, a.ends_at, a.subject, a.place, k.code AS kind, a.state, c.name
FROM activities_activity a
JOIN leads_activitykind k ON k.id = a.kind_id
LEFT JOIN leads_lead l ON l.number = a.lead_id
LEFT JOIN contacts_contact c ON c.id = l.contact_id
WHERE a.organisation_id = :organisation::bigint AND a.deleted_at IS NULL AND a.state <> 'CANCELLED'
    AND (a.owner_id = :user::bigint OR a.team @> ARRAY[:user::bigint])
    AND a.starts_at >= :start::timestamptz AND a.starts_at < :end::timestamptz
ORDER BY a.starts_at, a.id
