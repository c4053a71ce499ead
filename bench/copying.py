"""Copy believable people and companies with all that they are found by into empty tables."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg

from bench.generating import World
from leadwright.contacts.matching import Record
from leadwright.contacts.matching.tolerance import keys_of, rests, words_of
from leadwright.foundation.text import sort_key

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GIVEN = (
    "id, organisation_id, kind, name, given_name, family_name, email, phone, company_id, sort_name, search, "
    "created_at, updated_at"
)
EMPTY = (
    "title, street, street_extra, postcode, city, region, country, vat_number, register_number, job_title, "
    "segment, fleet_code, remarks, language, external_key"
)
BLANK = ("",) * len(EMPTY.split(", "))
EMPLOYERS = 2_000
Place = tuple[int, int, Record]


def copy_contacts(
    owner: psycopg.Connection[Any], count: int, *, homes: Iterable[int], employed: float = 0.4
) -> None:
    """Copy so many contacts in, spread over the organisations as these are repeated in `homes`."""
    drawn = list(_drawn(owner, count, list(homes)))
    _copy(
        owner,
        f"COPY contacts_contact ({GIVEN}, {EMPTY}, is_blocked, version) FROM STDIN",
        _contacts(drawn, employed),
    )
    for table, column, kind in (("email", "address", "emails"), ("phone", "number", "phones")):
        rows = ((pk, getattr(item, kind)[0], "", True) for pk, _home, item in drawn)
        _copy(owner, f"COPY contacts_{table} (contact_id, {column}, label, is_main) FROM STDIN", rows)
    keys = ((pk, home, keys_of(item)) for pk, home, item in drawn)
    _copy(owner, "COPY contacts_contactkeys (contact_id, organisation_id, keys) FROM STDIN", keys)
    words = sorted({word for _pk, _home, item in drawn for word in words_of(item)})
    _copy(
        owner,
        "COPY contacts_nameword (word, rests) FROM STDIN",
        ((word, list(rests(word))) for word in words),
    )
    owner.execute(
        "SELECT setval(pg_get_serial_sequence('contacts_contact', 'id'), max(id)) FROM contacts_contact"
    )


def _drawn(owner: psycopg.Connection[Any], count: int, homes: list[int]) -> Iterator[Place]:
    (last,) = owner.execute("SELECT coalesce(max(id), 0) FROM contacts_contact").fetchone() or (0,)
    world = World()
    return ((last + n, homes[n % len(homes)], world.somebody()) for n in range(1, count + 1))


def _contacts(drawn: Iterable[Place], employed: float) -> Iterator[tuple[Any, ...]]:
    """Return the rows; of the people of an organisation some work for a company of it that came before."""
    world, companies = World(1), dict[int, list[int]]()
    for pk, home, record in drawn:
        known = companies.setdefault(home, [])
        employer = None
        if record.kind == "company":
            known.append(pk)
        elif known and world.random.random() < employed:
            employer = known[-1 - world.random.randrange(min(len(known), EMPLOYERS))]
        yield _contact(pk, home, record, employer)


def _contact(pk: int, home: int, record: Record, employer: int | None) -> tuple[Any, ...]:
    email, phone = record.emails[0], record.phones[0]
    names = (record.kind, record.name, record.given_name, record.family_name)
    search = sort_key(f"{record.name} {email} {phone}")
    return (
        pk,
        home,
        *names,
        email,
        phone,
        employer,
        sort_key(record.name),
        search,
        NOW,
        NOW,
        *BLANK,
        False,
        1,
    )


def _copy(owner: psycopg.Connection[Any], statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with owner.cursor() as cursor, cursor.copy(statement) as target:
        for row in rows:
            target.write_row(row)
