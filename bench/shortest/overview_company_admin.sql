-- Figures that are known, what waits for the group, and the open leads of the company by clock.
WITH waiting AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: organisation
    AND l.state IN ('PENDING', 'IN_PROGRESS') AND l.acceptance = 'AWAITING' AND l.organisation_id = :organisation::bigint AND l.unit_id = ANY(:units::bigint[])
    ORDER BY due_order, rank, number LIMIT 6
), page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
-- include: organisation
    AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 50
), counted AS (
    SELECT FROM leads_lead l WHERE
-- include: organisation
    AND l.state IN ('PENDING', 'IN_PROGRESS') LIMIT 1001
)
-- include: overview
