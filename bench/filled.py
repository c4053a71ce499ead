"""The statements that fill a big database: places and people, leads, what hangs on them, clocks and history."""

PARTNERS = 10
NOBODY = "!"
VENDOR_ROLES = ("administrator", "configurator")
PARTNER_ROLES = ("portal-reader", "company-admin", "report-user")
SOME = 50

# What the statements below do not name stays empty, also what a table gets later.
EMPTY = """
DO $$ DECLARE named record; BEGIN
    FOR named IN SELECT table_name, column_name, CASE data_type WHEN 'boolean' THEN 'false' WHEN 'ARRAY' THEN '''{}''' WHEN 'integer' THEN '0' ELSE '''''' END AS nothing
        FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL
        AND table_name ~ '^(people|contacts|leads|clocks|history|outbox)_' AND data_type IN ('character varying', 'text', 'boolean', 'integer', 'ARRAY')
    LOOP EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %s', named.table_name, named.column_name, named.nothing);
    END LOOP;
END $$;
"""
# Twenty writers a partner and twenty distributors; a few of each other role beside them, in each first unit.
PLACES = f"""
INSERT INTO people_organisation (name, country, time_zone, created_at)
SELECT CASE n WHEN 0 THEN 'Vendor' ELSE 'Partner ' || n END, 'BE', 'Europe/Brussels', now()
FROM generate_series(0, {PARTNERS}) n;
INSERT INTO people_partnership (vendor_id, partner_id)
SELECT v.id, p.id FROM people_organisation v, people_organisation p WHERE v.name = 'Vendor' AND p.name <> 'Vendor';
INSERT INTO people_group (organisation_id, name) SELECT o.id, 'Group ' || n FROM people_organisation o, generate_series(1, 2) n;
INSERT INTO people_unit (group_id, name) SELECT g.id, 'Unit ' || n FROM people_group g, generate_series(1, 2) n;
INSERT INTO people_user (email, name, language, time_zone, organisation_id, unit_id, is_active,
    can_sign_in, terms_version, date_joined, password)
SELECT 'user' || u.id || '-' || n || '@example.org', 'User ' || u.id || '-' || n, 'en', 'Europe/Brussels',
    g.organisation_id, u.id, true, true, (SELECT max(version) FROM people_terms), now(), '{NOBODY}'
FROM people_unit u JOIN people_group g ON g.id = u.group_id JOIN people_organisation o ON o.id = g.organisation_id,
    generate_series(1, 5) n;
INSERT INTO people_heldprofile (user_id, profile_id)
SELECT u.id, p.id FROM people_user u JOIN people_organisation o ON o.id = u.organisation_id, people_profile p
WHERE p.code = CASE o.name WHEN 'Vendor' THEN 'lead-distributor' ELSE 'portal-writer' END;
"""
# Fifty of each other role, in the first unit of their company: at the vendor, or spread over the partners.
OTHERS = f"""
WITH homes AS (
    SELECT o.id AS organisation_id, o.name = 'Vendor' AS sends, (SELECT min(u.id) FROM people_unit u
        JOIN people_group g ON g.id = u.group_id WHERE g.organisation_id = o.id) AS unit_id
    FROM people_organisation o WHERE o.name = 'Vendor' OR o.name LIKE 'Partner %'
), wanted AS (
    SELECT h.organisation_id, h.unit_id, code || '-' || h.unit_id || '-' || n || '@example.org' AS email, code, n
    FROM homes h CROSS JOIN LATERAL unnest(CASE WHEN h.sends THEN ARRAY{list(VENDOR_ROLES)} ELSE ARRAY{list(PARTNER_ROLES)} END) code,
        generate_series(1, CASE WHEN h.sends THEN {SOME} ELSE {SOME // PARTNERS} END) n
), made AS (
    INSERT INTO people_user (email, name, language, time_zone, organisation_id, unit_id, is_active,
        can_sign_in, terms_version, date_joined, password)
    SELECT email, initcap(code) || ' ' || n, 'en', 'Europe/Brussels', organisation_id, unit_id, true, true,
        (SELECT max(version) FROM people_terms), now(), '{NOBODY}' FROM wanted RETURNING id, email
)
INSERT INTO people_heldprofile (user_id, profile_id)
SELECT made.id, p.id FROM made JOIN wanted USING (email) JOIN people_profile p USING (code);
"""
# A number below many that follows from n and from nothing else, another one for each seed: what is counted off by n
# goes along with everything else that is, and an index on the one is of no use for the other, or of too much.
DRAWN = """
CREATE FUNCTION pg_temp.drawn(n bigint, seed bigint, many bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
'SELECT (hashint8extended(n, seed) & 9223372036854775807) % many'
"""
# Of a hundred leads five are a partner's own, two wait for an answer, one is in the queue, two have gaps, ten a team.
# Three in five are of somebody who left one lead, the others of few who left many.
LEADS = """
INSERT INTO leads_lead (number, type_id, status_id, state, acceptance, qualification, source_id, description, contact_id,
    sender_id, organisation_id, origin_id, group_id, unit_id, owner_id, accepted_by_id, created_by_id, team, target_amount,
    target_currency, success_rate, priority, importance, started_at, expected_completion_at, accepted_at, qualified_at,
    completed_at, updated_at, lost_reason_id, deal_value, deal_currency, next_due_at, next_due_kind, version, gaps,
    contact_sort, partner_sort, search)
WITH people AS (
    SELECT row_number() OVER (ORDER BY u.id) - 1 AS place, u.id, u.organisation_id, u.unit_id, x.group_id,
        coalesce(lead(u.id) OVER home, first_value(u.id) OVER home) AS mate_id, lower(o.name) AS company
    FROM people_user u JOIN people_organisation o ON o.id = u.organisation_id JOIN people_unit x ON x.id = u.unit_id
    JOIN people_heldprofile h ON h.user_id = u.id JOIN people_profile p ON p.id = h.profile_id
    WHERE o.name LIKE 'Partner %' AND p.code = 'portal-writer'
    WINDOW home AS (PARTITION BY u.organisation_id ORDER BY u.id)
), vendor AS (
    SELECT o.id AS vendor_id, (SELECT min(g.id) FROM people_group g WHERE g.organisation_id = o.id) AS queue_id,
        (SELECT min(u.id) FROM people_user u WHERE u.organisation_id = o.id) AS maker_id
    FROM people_organisation o WHERE o.name = 'Vendor'
), kinds AS (
    SELECT n, CASE WHEN n % 20 = 0 THEN 'own' WHEN n % 50 = 7 THEN 'waiting' WHEN n % 100 = 13 THEN 'queue' ELSE 'sent' END AS kind,
        CASE WHEN n % 5 < 3 THEN n ELSE floor(1e4 * power((n::bigint * 7919) % 10007 / 10007.0, 1.5))::bigint END AS turn
    FROM generate_series(1, :leads) n
), planned AS (
    SELECT k.*, u.*, v.*, CASE WHEN kind = 'own' THEN organisation_id ELSE vendor_id END AS origin_id,
        CASE WHEN kind IN ('waiting', 'queue') THEN 0 ELSE (n / 7) % 9 END AS step
    FROM (SELECT kinds.*, (n + n / many) % many AS place FROM kinds, (SELECT count(*) AS many FROM people) c) k
    JOIN people u USING (place) CROSS JOIN vendor v
), known AS (
    SELECT c.id AS contact_id, c.organisation_id AS origin_id, c.sort_name, c.search, e.sort_name AS employer,
        row_number() OVER (PARTITION BY c.organisation_id ORDER BY c.id) - 1 AS nth
    FROM contacts_contact c LEFT JOIN contacts_contact e ON e.id = c.company_id
), counted AS (
    SELECT origin_id, count(*) AS contacts FROM known GROUP BY 1
), steps AS (
    SELECT row_number() OVER (ORDER BY position) - 1 AS step, id AS status_id, code, state,
        state IN ('PENDING', 'IN_PROGRESS') AS is_open, state IN ('WON', 'LOST') AS is_closed FROM leads_status
)
SELECT 1000 + n, (SELECT id FROM leads_leadtype LIMIT 1), status_id, state,
    CASE kind WHEN 'waiting' THEN 'AWAITING' WHEN 'sent' THEN 'ACCEPTED' ELSE 'NOT_NEEDED' END,
    CASE WHEN code = 'new' THEN 'NONE' WHEN code LIKE 'nurture%' THEN 'NURTURE' WHEN code = 'invalid' THEN 'INVALID'
        ELSE 'OPPORTUNITY' END,
    (SELECT min(id) FROM leads_source) + pg_temp.drawn(n, 1, 7), 'wants ' || n % 90 || ' printers', contact_id,
    CASE WHEN kind <> 'own' THEN vendor_id END, CASE WHEN kind <> 'queue' THEN organisation_id END, p.origin_id,
    CASE WHEN kind = 'queue' THEN queue_id ELSE group_id END, CASE WHEN kind <> 'queue' THEN unit_id END,
    CASE WHEN kind IN ('sent', 'own') THEN p.id END, CASE WHEN kind = 'sent' THEN p.id END,
    CASE WHEN kind = 'own' THEN p.id ELSE maker_id END,
    CASE WHEN n % 10 = 3 AND kind = 'sent' THEN ARRAY[mate_id] ELSE '{}' END,
    100 + pg_temp.drawn(n, 2, 50000), 'EUR', pg_temp.drawn(n, 3, 101), 1 + pg_temp.drawn(n, 4, 10), 1 + pg_temp.drawn(n, 5, 8),
    now() - pg_temp.drawn(n, 6, 700) * interval '1 day', now() + (pg_temp.drawn(n, 7, 200) - 60) * interval '1 day',
    CASE WHEN kind = 'sent' THEN now() - pg_temp.drawn(n, 6, 700) * interval '1 day' END,
    CASE WHEN code = 'new' THEN NULL ELSE now() - pg_temp.drawn(n, 8, 690) * interval '1 day' END,
    CASE WHEN is_closed THEN now() - pg_temp.drawn(n, 9, 300) * interval '1 day' END,
    now() - pg_temp.drawn(n, 10, 6000) * interval '1 minute',
    CASE WHEN state = 'LOST' THEN (SELECT min(id) FROM leads_outcomereason) END,
    CASE WHEN state = 'WON' THEN 90 + pg_temp.drawn(n, 11, 49000) END, CASE WHEN state = 'WON' THEN 'EUR' ELSE '' END,
    CASE WHEN is_open AND code NOT LIKE 'nurture%' AND kind <> 'queue' THEN now() + (pg_temp.drawn(n, 12, 4000) - 300) * interval '17 minutes' END,
    CASE WHEN NOT is_open OR code LIKE 'nurture%' OR kind = 'queue' THEN '' WHEN kind = 'waiting' THEN 'accept'
        WHEN code = 'new' THEN 'qualify' WHEN n % 3 = 0 THEN 'update' ELSE 'complete' END,
    3, CASE WHEN n % 50 = 9 THEN ARRAY[CASE WHEN is_closed THEN 'deal_segment' ELSE 'start_date' END] ELSE '{}' END,
    sort_name, CASE WHEN kind <> 'queue' THEN company ELSE '' END,
    1000 + n || ' ' || search || coalesce(' ' || employer, '') || ' wants ' || n % 90 || ' printers'
FROM planned p JOIN counted USING (origin_id) JOIN known ON known.origin_id = p.origin_id AND nth = turn % contacts
JOIN steps USING (step) ORDER BY n
"""
AROUND = (
    "SELECT setval(pg_get_serial_sequence('leads_lead', 'number'), max(number)) FROM leads_lead",
    """
INSERT INTO leads_party (lead_id, company_id, person_id, is_main, position)
SELECT l.number, CASE WHEN c.kind = 'company' THEN c.id ELSE c.company_id END, CASE WHEN c.kind = 'person' THEN c.id END, true, 0
FROM leads_lead l JOIN contacts_contact c ON c.id = l.contact_id
""",
    """
INSERT INTO leads_offer (lead_id, organisation_id, unit_id, offered_by_id, at, answer)
SELECT number, organisation_id, unit_id, created_by_id, started_at, '' FROM leads_lead WHERE acceptance = 'AWAITING'
""",
    """
INSERT INTO contacts_loan (contact_id, organisation_id, lead)
SELECT contact_id, organisation_id, number FROM leads_lead WHERE organisation_id <> origin_id
""",
    """
INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule, slots_done, state, next_slot_at)
SELECT 'lead', number, organisation_id, next_due_kind, started_at, started_at, next_due_at, '{"until": true}', 0, 'RUNNING', next_due_at
FROM leads_lead WHERE next_due_at IS NOT NULL
""",
    """
INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
SELECT started_at + k * interval '1 hour', (ARRAY['lead.created', 'lead.offered', 'lead.accepted', 'lead.qualified'])[k], 'user',
    coalesce(owner_id, created_by_id), coalesce(organisation_id, origin_id), 'lead', number,
    array_remove(ARRAY[origin_id, organisation_id], NULL), '{}', '{}', md5(number || '-' || k) || md5(k || '-' || number)
FROM leads_lead, generate_series(1, 4) k
""",
)
