-- The activities within the reach of a partner's writer as the API lists them, what begins last first.
WITH page AS MATERIALIZED (
    SELECT a.* FROM activities_activity a WHERE a.organisation_id = :organisation::bigint AND a.deleted_at IS NULL
    AND (a.lead_id IS NULL AND a.owner_id = :user::bigint OR EXISTS (SELECT FROM leads_lead l WHERE l.number = a.lead_id AND
-- include: group
    )) ORDER BY a.starts_at DESC, a.id DESC LIMIT 50
)
SELECT a.id, k.code AS kind, a.state, a.subject, a.details, a.starts_at, a.ends_at, a.place, a.direction, a.importance,
    a.next_step, a.notes, a.lead_id, u.email AS owner, u.name AS owner_name, a.version
FROM page a
JOIN leads_activitykind k ON k.id = a.kind_id
JOIN people_user u ON u.id = a.owner_id
ORDER BY a.starts_at DESC, a.id DESC
