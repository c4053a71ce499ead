-- A lead has another description and amount: it is found by the new words, and one entry of history says both.
WITH l AS (
    UPDATE leads_lead l SET description = :description, target_amount = :amount::numeric, target_currency = 'EUR', updated_at = now(),
        version = version + 1, search = (SELECT l.number || ' ' || c.search || ' ' || :description FROM contacts_contact c WHERE c.id = l.contact_id)
    WHERE number = :lead::bigint AND version = :version::int AND
-- include: group
    RETURNING number, origin_id
), h AS (
    INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
    SELECT now(), 'lead.edited', 'user', :user::bigint, :organisation::bigint, 'lead', number, ARRAY[origin_id, :organisation::bigint],
        '{"changes": {"target_amount": ["100.0000", "1200.0000"]}}', :digests::jsonb, :hash FROM l
    RETURNING id
),
-- include: values
SELECT number AS id FROM l
