-- All leads within reach, the largest amount first.
WITH page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: group
    ORDER BY target_currency DESC, amount_order DESC, number DESC LIMIT 50
)
SELECT line.*, (SELECT count(*) FROM (SELECT FROM leads_lead l WHERE
-- include: group
    ORDER BY target_currency DESC, amount_order DESC, number DESC LIMIT 1001) AS bound) AS counted
FROM (
-- include: lines
    ORDER BY l.target_currency DESC, l.amount_order DESC, l.number DESC
) AS line
