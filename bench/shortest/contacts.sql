-- The contacts of a company and those lent to it, by name, with how many leads each has within reach.
WITH own AS (
    SELECT * FROM contacts_contact c WHERE c.organisation_id = :organisation::bigint AND merged_into_id IS NULL AND erased_at IS NULL
        AND (access_group_id IS NULL OR access_group_id = ANY(:groups::bigint[])) ORDER BY sort_name, id LIMIT 50
), lent AS (
    SELECT c.* FROM unnest(:lenders::bigint[]) lender CROSS JOIN LATERAL (
        SELECT * FROM contacts_contact c WHERE c.organisation_id = lender AND merged_into_id IS NULL AND erased_at IS NULL
            AND EXISTS (SELECT FROM contacts_loan o WHERE o.organisation_id = :organisation::bigint AND o.contact_id = c.id OFFSET 0)
        ORDER BY sort_name, id LIMIT 50) c
), page AS MATERIALIZED (
    SELECT * FROM (SELECT * FROM own UNION ALL SELECT * FROM lent) AS merged ORDER BY sort_name, id LIMIT 50
)
SELECT c.id, c.name, c.kind, c.job_title, e.name AS company, c.city, c.country, c.email, c.phone, c.is_blocked,
    (SELECT count(*) FROM leads_lead l WHERE l.contact_id = c.id AND
-- include: group
    ) + (SELECT count(*) FROM contacts_contact p JOIN leads_lead l ON l.contact_id = p.id WHERE p.company_id = c.id AND
-- include: group
    ) AS leads,
    a.number AS account,
    (SELECT count(*) FROM (SELECT FROM contacts_loan WHERE organisation_id = :organisation::bigint UNION ALL
        SELECT FROM contacts_contact WHERE organisation_id = :organisation::bigint LIMIT 1001) AS bound) AS counted
FROM page c LEFT JOIN contacts_contact e ON e.id = c.company_id LEFT JOIN accounts_account a ON a.contact_id = c.id
ORDER BY c.sort_name, c.id
