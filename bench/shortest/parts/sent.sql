    l.origin_id = :organisation::bigint AND l.deleted_at IS NULL
