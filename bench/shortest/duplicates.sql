-- The contacts that share an address or a number with somebody, or two of up to four words that are nearly the same.
-- Which words are nearly the same is arithmetic: the known ones are looked up here too, and the near ones of them given.
WITH meant AS MATERIALIZED (
    SELECT contact_id FROM (
        SELECT contact_id, keys FROM contacts_contactkeys
        WHERE organisation_id = :organisation::bigint AND (keys && :sure::text[]
            OR keys && :first::text[] AND keys && :second::text[] OR keys && :first::text[] AND keys && :third::text[]
            OR keys && :first::text[] AND keys && :fourth::text[] OR keys && :second::text[] AND keys && :third::text[]
            OR keys && :second::text[] AND keys && :fourth::text[] OR keys && :third::text[] AND keys && :fourth::text[]
            OR :is_alone::boolean AND keys && :first::text[])
        LIMIT 3000) k
    ORDER BY keys && :sure::text[] DESC, keys @> :exact::text[] DESC, contact_id DESC LIMIT 100
), near AS MATERIALIZED (
    SELECT count(*) AS words FROM unnest(:rests::int[]) rest
    CROSS JOIN LATERAL (SELECT FROM contacts_nameword WHERE rests @> ARRAY[rest] OFFSET 0) n
)
SELECT c.id, c.kind, c.name, c.given_name, c.family_name, c.street, c.postcode, c.city, c.country, c.vat_number, c.birth_date,
    e.name AS company, ARRAY(SELECT address FROM contacts_email WHERE contact_id = c.id) AS emails,
    ARRAY(SELECT number FROM contacts_phone WHERE contact_id = c.id) AS phones, near.words
FROM meant JOIN contacts_contact c ON c.id = meant.contact_id LEFT JOIN contacts_contact e ON e.id = c.company_id CROSS JOIN near
WHERE c.merged_into_id IS NULL AND c.erased_at IS NULL
