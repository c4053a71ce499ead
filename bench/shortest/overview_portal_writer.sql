-- Figures that are known, what waits for a writer's group, and the own open leads by clock.
WITH waiting AS MATERIALIZED (
    SELECT l.* FROM leads_offer o JOIN leads_lead l ON l.number = o.lead_id
    WHERE o.answer = '' AND o.unit_id = ANY(:units::bigint[]) AND l.acceptance = 'AWAITING' AND l.state IN ('PENDING', 'IN_PROGRESS') AND
-- include: group
    ORDER BY l.due_order, l.rank, l.number LIMIT 6
), page AS MATERIALIZED (
    SELECT * FROM leads_lead l WHERE
    l.owner_id = :user::bigint AND l.deleted_at IS NULL AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 50
), counted AS (
    SELECT FROM leads_lead l WHERE
    l.owner_id = :user::bigint AND l.deleted_at IS NULL AND l.state IN ('PENDING', 'IN_PROGRESS') ORDER BY due_order, rank, number LIMIT 1001
)
-- include: overview
