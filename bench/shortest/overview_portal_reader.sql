-- Figures that are known, and the open leads of a reader's group by clock.
WITH waiting AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE false
), page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 50
), counted AS (
    SELECT FROM leads_lead l WHERE
-- include: group
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 1001
)
-- include: overview
