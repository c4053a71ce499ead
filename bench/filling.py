"""A believable big database: one vendor, ten partners of twenty writers, as many leads as asked for and as many contacts."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

import leadwright
from bench.copying import copy_contacts
from bench.filled import AROUND, DRAWN, EMPTY, LEADS, OTHERS, PLACES

HERE = Path(__file__).parent
SOURCE = Path(leadwright.__file__).parent
MARK = "bench_filled_with"
# What the server is run with meanwhile: if the machine goes down, the database is made anew.
# By which environment variable the owner of the tables is reached.
OWNER = "BENCH_OWNER_URL"
FAST = {
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
}
MANY = 20_000
COUNT = """
INSERT INTO leads_figuretotal (level, place, measure, span, starts, detail, origin, organisation, "group", unit,
    number, priced, amount, weighted)
SELECT * FROM leads_figureanew
WHERE NOT (measure IN ('won', 'lost', 'days') AND starts < now() - interval '120 days')
"""
# What the bare side of an overview reads instead of counting: as many figures as there are, whatever they say.
FIGURES = json.dumps({name: 12_345 for name in (
    "to_accept", "to_accept_overdue", "to_qualify", "to_qualify_overdue", "overdue", "updates_overdue", "opportunities",
    "priced", "amount", "weighted", "won", "won_value", "won_priced", "lost", "decided", "win_rate", "median_days",
    "past_expected",
)})  # fmt: skip
BIG = (
    "contacts_contact",
    "contacts_email",
    "contacts_phone",
    "contacts_contactkeys",
    "contacts_nameword",
    "contacts_loan",
    "leads_lead",
    "leads_party",
    "leads_offer",
    "clocks_clock",
    "history_entry",
)
KEYS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
WHERE c.contype = 'f' AND c.conrelid = ANY(%s::regclass[])
"""
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def filled_with(owner_url: str) -> int:
    """Return how many leads the database was filled with; 0 when it was not, or with other tables."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        if owner.execute("SELECT to_regclass(%s)", [MARK]).fetchone() == (None,):
            return 0
        row = owner.execute(f"SELECT leads FROM {MARK} WHERE made_of = %s", [made_of()]).fetchone()
        return int(row[0]) if row else 0


def made_of() -> str:
    """Return a mark of the migrations and of what fills the tables: with other ones the database is made anew."""
    own = [HERE / name for name in ("filling.py", "filled.py", "copying.py", "generating.py")]
    paths = [*sorted(SOURCE.glob("*/migrations/*.py")), *own]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def fill(owner: psycopg.Connection[Any], leads: int) -> None:
    """Write the rows in the transaction of a connection of the owner of the tables."""
    owner.execute(EMPTY)
    owner.execute(PLACES)
    owner.execute(OTHERS)
    with _unnoted(owner), _bare_tables(owner, are_bare=leads >= MANY):
        copy_contacts(owner, max(leads, 400), homes=_homes(owner))
        owner.execute("ANALYZE contacts_contact")
        # What the statement computes on the way cannot be estimated: joined otherwise it would take hours.
        owner.execute("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off")
        owner.execute(DRAWN)
        owner.execute(LEADS.replace(":leads", str(leads)))
        for statement in AROUND:
            owner.execute(statement)


def _homes(owner: psycopg.Connection[Any]) -> list[int]:
    """Return whose contacts they are in turn: nineteen of the vendor, then one of a partner."""
    rows = owner.execute("SELECT id, name FROM people_organisation ORDER BY id").fetchall()
    vendor = next(pk for pk, name in rows if name == "Vendor")
    partners = [pk for pk, name in rows if name.startswith("Partner ")]
    return [pk for partner in partners for pk in (*[vendor] * 19, partner)]


@contextmanager
def _unnoted(owner: psycopg.Connection[Any]) -> Iterator[None]:
    """Let leads come in without a note of what each counts in, and count them all at the end."""
    owner.execute("ALTER TABLE leads_lead DISABLE TRIGGER leads_figures_at_insert")
    yield
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    owner.execute("ALTER TABLE leads_lead ENABLE TRIGGER leads_figures_at_insert")
    owner.execute(COUNT)


@contextmanager
def _bare_tables(owner: psycopg.Connection[Any], *, are_bare: bool) -> Iterator[None]:
    """Leave out indexes and foreign keys while many rows come in: made once at the end they cost far less."""
    if not are_bare:
        yield
        return
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    keys, indexes = (owner.execute(sql, [list(BIG)]).fetchall() for sql in (KEYS, INDEXES))
    for table, name, _definition in keys:
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        owner.execute(f"DROP INDEX {name}")
    yield
    owner.execute("SET LOCAL maintenance_work_mem = '1GB'")
    for _name, definition in indexes:
        owner.execute(definition)
    for table, name, definition in keys:
        owner.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def pour(owner_url: str, leads: int) -> None:
    """Fill the fresh tables."""
    with psycopg.connect(owner_url) as owner:
        fill(owner, leads)
        owner.execute("CREATE TABLE bench_figures (user_id bigint PRIMARY KEY, figures jsonb)")
        owner.execute("GRANT SELECT ON bench_figures TO leadwright_app")
        owner.execute("INSERT INTO bench_figures SELECT id, %s FROM people_user", [FIGURES])
        owner.execute(f"CREATE TABLE {MARK} AS SELECT {leads}::int AS leads, '{made_of()}' AS made_of")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")
