"""A million contacts, and how long it takes to find a duplicate or a misspelt name among them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import psycopg

from bench.filling import made_of
from bench.generating import World
from leadwright.config import embedded_database
from leadwright.config.cluster import Cluster, cluster
from leadwright.contacts.matching import Record
from leadwright.contacts.matching.tolerance import keys_of, rests, words_of
from leadwright.foundation.text import sort_key

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "bench-contacts"
SECRET = "only for measuring, and at least thirty-two characters long"
MARK = "bench_whole_contacts"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLACES = """
INSERT INTO people_organisation (name, country, time_zone, brand_name, created_at)
VALUES ('Vendor', 'BE', 'Europe/Brussels', '', now()), ('Other', 'BE', 'Europe/Brussels', '', now());
INSERT INTO people_group (organisation_id, name) SELECT id, 'Desk' FROM people_organisation;
INSERT INTO people_unit (group_id, name) SELECT id, 'Desk' FROM people_group;
INSERT INTO people_user (email, name, language, time_zone, organisation_id, unit_id, phone, is_active,
    is_demo, can_sign_in, terms_version, date_joined, password)
SELECT 'user' || u.id || '@example.org', 'User', 'en', 'Europe/Brussels', g.organisation_id, u.id,
    '', true, false, true, 1, now(), '!'
FROM people_unit u JOIN people_group g ON g.id = u.group_id;
INSERT INTO people_heldprofile (user_id, profile_id)
SELECT u.id, p.id FROM people_user u, people_profile p WHERE p.code = 'lead-distributor';
"""
CONTACT = "id, organisation_id, kind, name, given_name, family_name, email, phone, sort_name, search, created_at, updated_at"
EMPTY = "title, street, street_extra, postcode, city, region, country, vat_number, register_number, job_title, segment, fleet_code, remarks, language, external_key"
REST = f"{EMPTY}, is_blocked, version"
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(ARRAY['contacts_by_key', 'words_by_rest'])"


def measure(count: int) -> None:
    """Fill a database with so many contacts, unless it is, and print the times and what was found."""
    database = cluster(HOME)
    _make(database, count)
    with embedded_database.running(database):
        os.environ.update(_environment(database))
        django.setup()
        import_module("bench.asking").ask(count)


def _environment(database: Cluster) -> dict[str, str]:
    return {
        "DATABASE_URL": database.url("app"),
        "SECRET_KEY": SECRET,
        "DJANGO_SETTINGS_MODULE": "leadwright.config.settings",
        "LEADWRIGHT_POOL": "0",
    }


def _make(database: Cluster, count: int) -> None:
    if database.made:
        with embedded_database.running(database), psycopg.connect(database.url("owner")) as owner:
            if owner.execute("SELECT to_regclass(%s)", [_mark(count)]).fetchone() != (None,):
                return
        embedded_database.forget(database)
    begin = time.perf_counter()
    print(f"Filling a database with {count:,} contacts …", flush=True)
    with embedded_database.running(database):
        data = _environment(database) | {"DATABASE_OWNER_URL": database.url("owner"), "LEADWRIGHT_QUIET": "1"}
        command = [sys.executable, "-m", "leadwright.console.main", "migrate"]
        subprocess.run(command, check=True, env={**os.environ, **data})
        with psycopg.connect(database.url("owner")) as owner:
            _pour(owner, count)
            owner.execute(f"CREATE TABLE {_mark(count)} AS SELECT 1 AS made")
            owner.commit()
            owner.autocommit = True
            owner.execute("VACUUM ANALYZE")
    print(f"filled in {time.perf_counter() - begin:.0f} s")


def _mark(count: int) -> str:
    """Return the name of the table that says what the database was filled with."""
    return f"{MARK}_{count}_{made_of()[:12]}"


def _pour(owner: psycopg.Connection[Any], count: int) -> None:
    """Copy everything in, and build the two large indexes once all is there."""
    owner.execute(PLACES)
    indexes = owner.execute(INDEXES).fetchall()
    for name, _definition in indexes:
        owner.execute(f"DROP INDEX {name}")
    home, other = (pk for (pk,) in owner.execute("SELECT id FROM people_organisation ORDER BY name DESC"))
    drawn = [(pk, other if pk % 10 == 0 else home, item) for pk, item in enumerate(_people(count), 1)]
    plain = f"COPY contacts_contact ({CONTACT}, {REST}) FROM STDIN"
    _copy(owner, plain, (_contact(*row) for row in drawn))
    for table, column, kind in (("email", "address", "emails"), ("phone", "number", "phones")):
        statement = f"COPY contacts_{table} (contact_id, {column}, label, is_main) FROM STDIN"
        _copy(owner, statement, ((pk, getattr(item, kind)[0], "", True) for pk, _place, item in drawn))
    _copy(
        owner,
        "COPY contacts_contactkeys (contact_id, organisation_id, keys) FROM STDIN",
        ((pk, place, keys_of(item)) for pk, place, item in drawn),
    )
    words = sorted({word for _pk, _place, item in drawn for word in words_of(item)})
    print(f"{len(words):,} different words", flush=True)
    _copy(
        owner,
        "COPY contacts_nameword (word, rests) FROM STDIN",
        ((word, list(rests(word))) for word in words),
    )
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    owner.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        owner.execute(definition)


def _people(count: int) -> Iterator[Record]:
    world = World()
    return (world.somebody() for _ in range(count))


def _contact(pk: int, place: int, record: Record) -> tuple[Any, ...]:
    email, phone = record.emails[0], record.phones[0]
    empty = ("",) * len(EMPTY.split(", "))
    result = sort_key(f"{record.name} {email} {phone}")
    return (
        pk,
        place,
        record.kind,
        record.name,
        record.given_name,
        record.family_name,
        email,
        phone,
        sort_key(record.name),
        result,
        NOW,
        NOW,
        *empty,
        False,
        1,
    )


def _copy(owner: psycopg.Connection[Any], statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with owner.cursor() as cursor, cursor.copy(statement) as target:
        for row in rows:
            target.write_row(row)
