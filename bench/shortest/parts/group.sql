    l.organisation_id = :organisation::bigint AND l.deleted_at IS NULL
    AND (l.group_id = ANY(:groups::bigint[]) OR l.unit_id = :unit::bigint OR l.owner_id = :user::bigint OR l.team @> ARRAY[:user::bigint])
