-- Figures that are known, the queue, and the open leads that the company sent by clock.
WITH waiting AS MATERIALIZED (
    SELECT * FROM (SELECT * FROM leads_lead WHERE organisation_id IS NULL OFFSET 0) l WHERE
-- include: sent
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 6
), page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: sent
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 50
), counted AS (
    SELECT FROM leads_lead l WHERE
-- include: sent
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 1001
)
-- include: overview
