-- The open leads within the reach of a partner's writer, the most urgent first, and how many there are up to 1,001.
WITH page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 50
)
SELECT line.*, (SELECT count(*) FROM (SELECT FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 1001) AS bound) AS counted
FROM (
-- include: lines
    ORDER BY l.due_order, l.rank, l.number
) AS line
