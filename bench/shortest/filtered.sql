-- The same of one source that hold a word.
WITH fitting AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') AND l.source_id = :source::bigint AND l.search LIKE '%' || :word || '%'
), page AS MATERIALIZED (
    SELECT * FROM fitting ORDER BY due_order, rank, number LIMIT 50
)
SELECT line.*, (SELECT least(count(*), 1001) FROM fitting) AS counted
FROM (
-- include: lines
    ORDER BY l.due_order, l.rank, l.number
) AS line
