"""What a check says of each row is what bringing the file in does, whatever the file holds and whatever is there.

And what is taken back leaves nothing behind but history.
"""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadwright.contacts.actions import edit
from leadwright.contacts.models import Contact
from leadwright.intake.imports import to_work
from leadwright.intake.models import Import, Work
from leadwright.intake.receiving import Received
from leadwright.leads.actions import edit as edit_lead
from leadwright.leads.figure_totals import add_up
from leadwright.leads.models import Lead
from leadwright.leads.states import OPEN
from leadwright.people.models import User
from tests.again import TABLES
from tests.conftest import PROVE
from tests.intake.bringing import checked, worked
from tests.makers import NOON, House

HEADS = ("Key", "Firm", "Person", "Mail", "Phone", "Country", "Stage", "Created", "Closed", "Amount", "Text")
VALUES: dict[str, list[str]] = {
    "Key": ["1", "2", "3", "4", "5", "", " 2 "],
    "Firm": ["Harbour Light", "Quiet Mill", "", "harbour light", "x" * 300],
    "Person": ["Mia Stone", "Otto Reed", "", "Bad\x00Name"],
    "Mail": ["mia@stone.example", "MIA@stone.example", "otto@reed.example", "", "a..b@x.example", "nobody"],
    "Phone": ["+32470111222", "0470 11 12 22", "", "12", "no phone"],
    "Country": ["Belgium", "NL", "", "EU", "Nowhere"],
    "Stage": ["open", "won", "lost", "asleep", ""],
    "Created": ["2025-01-31", "31.02.2025", "", "soon", "2025-03-01T10:00:00Z"],
    "Closed": ["2025-04-30", "2024-12-31", ""],
    "Amount": ["100", "1.234,50", "(5)", "5k", "USD 7", "", "1e99"],
    "Text": ["Chairs", "", "Tables\nand chairs", "=1+1"],
}
LEADS: dict[str, Any] = {
    "title": "Drawn",
    "signature": ["Key", "Firm", "Stage"],
    "fields": {
        "key": {"column": "Key"},
        "company.name": {"column": "Firm"},
        "person.name": {"column": "Person"},
        "person.email": {"column": "Mail"},
        "person.phone": {"column": "Phone"},
        "company.country": {"column": "Country"},
        "status": {
            "column": "Stage",
            "values": {"open": "in-contact", "won": "closed-won", "lost": "closed-lost"},
        },
        "started_at": {"column": "Created"},
        "completed_at": {"column": "Closed"},
        "amount": {"column": "Amount"},
        "description": {"column": "Text"},
    },
}
PEOPLE: dict[str, Any] = {
    "title": "People",
    "kind": "contacts",
    "signature": ["Key", "Person", "Mail"],
    "fields": {
        name: LEADS["fields"][name]
        for name in ("person.name", "person.email", "person.phone", "company.name", "company.country")
    },
}
MAPPINGS = st.sampled_from([LEADS, PEOPLE])
LINE = st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in HEADS})
LINES = st.lists(LINE, min_size=1, max_size=6)
TOUCHES = st.sampled_from(["nothing", "lead", "contact", "blocked"])
HOUR = timedelta(hours=1)


def written(lines: list[dict[str, str]]) -> Received:
    """Return a file with these lines."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADS)
    writer.writeheader()
    writer.writerows(lines)
    return Received("drawn.csv", text.getvalue().encode())


def verdicts(row: Import) -> list[tuple[Any, ...]]:
    """Return what is said of each row of an import."""
    return list(row.rows.order_by("line").values_list("line", "verdict", "is_assumed", "reasons", "changes"))


def brought_in(row: Import, *, by: User) -> Import:
    """Let a worker bring in what was checked, whether or not anything in it is new."""
    return worked(to_work(row, Work.BRING_IN, by=by, at=NOON))


def touched(house: House, how: str) -> None:
    """Let somebody work on what came in."""
    lead, contact = Lead.objects.filter(state__in=OPEN).first(), Contact.objects.exclude(email="").last()
    if how == "lead" and lead:
        edit_lead(lead.pk, {"description": "Ours now"}, by=house.dina, at=NOON, version=lead.version)
    elif how == "contact" and contact:
        edit(contact.pk, by=house.dina, at=NOON, version=contact.version, remarks="Ours now")
    elif how == "blocked" and contact:
        edit(contact.pk, by=house.dina, at=NOON, version=contact.version, blocked=True)


@settings(
    max_examples=150 if PROVE else 12,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(MAPPINGS, LINES, TOUCHES, LINES)
def test_what_is_predicted_of_a_row_is_what_becomes_of_it(house: House, mapping, former, how, lines) -> None:
    with transaction.atomic():
        checked(written(former), by=house.dina, mapping=mapping, is_trial=False)
        touched(house, how)
        row = checked(written(lines), by=house.dina, mapping=mapping)
        predicted, counts = verdicts(row), row.counts
        row = brought_in(row, by=house.dina)
        assert (row.state, verdicts(row), row.counts) == ("done", predicted, counts)
        transaction.set_rollback(True)


@settings(
    max_examples=100 if PROVE else 8,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(MAPPINGS, LINES, LINES)
def test_what_is_taken_back_leaves_everything_as_it_was(house: House, mapping, former, lines) -> None:
    with transaction.atomic():
        checked(written(former), by=house.dina, mapping=mapping, is_trial=False)
        before = dumped()
        row = checked(written(lines), by=house.dina, mapping=mapping, is_trial=False, at=NOON + HOUR)
        row = undone(row, by=house.dina)
        assert (row.state, row.summary["spared"]) == ("undone", [])
        assert dumped() == before
        transaction.set_rollback(True)


def undone(row: Import, *, by: User) -> Import:
    """Let a worker take an import back."""
    return worked(to_work(row, Work.UNDO, by=by, at=NOON + 2 * HOUR), at=NOON + 2 * HOUR)


# History, what is kept of imports, and what is put in order by night; then what moves on with each change.
STAYS = re.compile(r"history_\w+|intake_\w+|procrastinate_\w+|contacts_nameword|leads_figurechange")
MOVES = "version", "updated_at"
ROWS = "SELECT coalesce(jsonb_agg(to_jsonb(t) - %s::text[]), '[]')::text FROM {} t"


def dumped() -> dict[str, list[str]]:
    """Return all rows of all tables but for what stays; a channel is the same whatever its number."""
    add_up()
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for name in [name for name, _columns in cursor.fetchall() if not STAYS.fullmatch(name)]:
            without = [*MOVES, *(["id"] if name in ("contacts_email", "contacts_phone") else [])]
            cursor.execute(ROWS.format(name), [without])
            found[name] = sorted(json.loads(cursor.fetchone()[0]), key=str)
    return found
