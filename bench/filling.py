"""A believable big database: one vendor, ten partners of twenty people, and as many leads as asked for."""

import hashlib
from pathlib import Path

import psycopg

import leadwright

SOURCE = Path(leadwright.__file__).parent
PARTNERS = 10
MARK = "bench_filled_with"
NOBODY = "!"

# What the statements below do not name stays empty, also what a table gets later.
EMPTY = """
DO $$ DECLARE named record; BEGIN
    FOR named IN SELECT table_name, column_name, CASE data_type WHEN 'boolean' THEN 'false' WHEN 'ARRAY' THEN '''{}''' ELSE '''''' END AS nothing
        FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL
        AND table_name ~ '^(people|contacts|leads|clocks|history)_' AND data_type IN ('character varying', 'text', 'boolean', 'ARRAY')
    LOOP EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %s', named.table_name, named.column_name, named.nothing);
    END LOOP;
END $$;
"""
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
CONTACTS = """
INSERT INTO contacts_contact (organisation_id, kind, name, email, country, sort_name, search, version, created_at, updated_at)
SELECT (SELECT id FROM people_organisation WHERE name = 'Vendor'), 'company', 'Customer ' || n, 'c' || n || '@customer.example',
    'BE', 'customer ' || n, 'customer ' || n || ' c' || n || '@customer.example', 1, now(), now()
FROM generate_series(1, %(contacts)s) n;
"""
LEADS = """
INSERT INTO leads_lead (type_id, status_id, state, acceptance, qualification, source_id, description, contact_id,
    sender_id, organisation_id, origin_id, group_id, unit_id, owner_id, accepted_by_id, created_by_id, target_amount,
    target_currency, success_rate, priority, importance, started_at, expected_completion_at, accepted_at, qualified_at,
    completed_at, updated_at, lost_reason_id, next_due_at, next_due_kind, version, gaps, contact_sort, partner_sort, search)
SELECT (SELECT id FROM leads_leadtype LIMIT 1), s.id, s.state, 'ACCEPTED',
    CASE WHEN s.code = 'new' THEN 'NONE' WHEN s.code LIKE 'nurture%%' THEN 'NURTURE' WHEN s.code = 'invalid' THEN 'INVALID'
         ELSE 'OPPORTUNITY' END,
    (SELECT min(id) FROM leads_source) + n %% 7, 'wants ' || n %% 90 || ' printers', c.first + n %% c.many,
    v.id, u.organisation_id, v.id, g.id, u.unit_id, u.id, u.id, NULL, 100 + n %% 50000, 'EUR', n %% 101, 1 + n %% 10, 1 + n %% 8,
    now() - (n %% 700) * interval '1 day', now() + (n %% 200 - 60) * interval '1 day', now() - (n %% 700) * interval '1 day',
    CASE WHEN s.code = 'new' THEN NULL ELSE now() - (n %% 690) * interval '1 day' END,
    CASE WHEN s.state IN ('WON', 'LOST') THEN now() - (n %% 300) * interval '1 day' END, now() - (n %% 97) * interval '1 hour',
    CASE WHEN s.state = 'LOST' THEN (SELECT min(id) FROM leads_outcomereason) END,
    CASE WHEN s.state IN ('PENDING', 'IN_PROGRESS') AND s.code NOT LIKE 'nurture%%' THEN now() + (n %% 4000 - 300) * interval '17 minutes' END,
    CASE WHEN s.state IN ('PENDING', 'IN_PROGRESS') AND s.code NOT LIKE 'nurture%%' THEN 'complete' ELSE '' END, 3, '{}',
    'customer ' || c.first + n %% c.many, 'partner ' || u.organisation_id, n || ' wants ' || n %% 90 || ' printers customer ' || c.first + n %% c.many
FROM generate_series(1, %(leads)s) n
JOIN (SELECT row_number() OVER (ORDER BY p.id) - 1 AS place, count(*) OVER () AS many, p.* FROM people_user p
      JOIN people_organisation o ON o.id = p.organisation_id WHERE o.name <> 'Vendor') u ON u.place = n %% u.many
JOIN people_unit x ON x.id = u.unit_id JOIN people_group g ON g.id = x.group_id
JOIN (SELECT row_number() OVER (ORDER BY position) - 1 AS place, * FROM leads_status) s ON s.place = (n / 7) %% 9
CROSS JOIN (SELECT min(id) AS first, count(*) AS many FROM contacts_contact) c
CROSS JOIN (SELECT id FROM people_organisation WHERE name = 'Vendor') v
"""
PARTIES = """
INSERT INTO leads_party (lead_id, company_id, is_main, position)
SELECT number, contact_id, true, 0 FROM leads_lead;
"""
CLOCKS = """
INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule, slots_done, state, next_slot_at)
SELECT 'lead', number, organisation_id, 'complete', started_at, started_at, next_due_at, '{"until": true}', 0, 'RUNNING', next_due_at
FROM leads_lead WHERE next_due_at IS NOT NULL;
INSERT INTO history_entry (at, fact, actor_kind, actor_id, organisation_id, subject_kind, subject_id, organisations, details, digests, hash)
SELECT started_at + k * interval '1 hour', (ARRAY['lead.created', 'lead.offered', 'lead.accepted', 'lead.qualified'])[k], 'user', owner_id,
    organisation_id, 'lead', number, ARRAY[origin_id, organisation_id], '{}', '{}', md5(number || '-' || k) || md5(k || '-' || number)
FROM leads_lead, generate_series(1, 4) k;
"""


def filled_with(owner_url: str) -> int:
    """Return how many leads the database was filled with; 0 when it was not, or with other tables."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        if owner.execute("SELECT to_regclass(%s)", [MARK]).fetchone() == (None,):
            return 0
        row = owner.execute(f"SELECT leads FROM {MARK} WHERE made_of = %s", [made_of()]).fetchone()
        return int(row[0]) if row else 0


def made_of() -> str:
    """Return a mark of the migrations and of this file: with other ones the database is made anew."""
    paths = [*sorted(SOURCE.glob("*/migrations/*.py")), Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def fill(owner: psycopg.Connection, leads: int) -> None:
    """Write the rows in the transaction of a connection of the owner of the tables."""
    owner.execute(EMPTY)
    owner.execute(PLACES)
    owner.execute(CONTACTS, {"contacts": max(leads // 4, 100)})
    owner.execute(LEADS, {"leads": leads})
    owner.execute(PARTIES)
    owner.execute(CLOCKS)


def pour(owner_url: str, leads: int) -> None:
    """Fill the fresh tables."""
    with psycopg.connect(owner_url) as owner:
        fill(owner, leads)
        owner.execute(f"CREATE TABLE {MARK} AS SELECT {leads}::int AS leads, '{made_of()}' AS made_of")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")
