-- The same of one source that hold a word.
WITH page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') AND l.source_id = :source::bigint AND l.search LIKE '%' || :word || '%'
    ORDER BY due_order, rank, number LIMIT 50
)
SELECT line.*, (SELECT count(*) FROM (SELECT FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') AND l.source_id = :source::bigint AND l.search LIKE '%' || :word || '%'
    LIMIT 1001) AS bound) AS counted
FROM (
-- include: lines
    ORDER BY l.due_order, l.rank, l.number
) AS line
