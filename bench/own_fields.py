"""Lists narrowed and sorted by own fields beside the same by shipped fields, and the list with fields beside that without."""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client as Browser
from django.test.utils import override_settings

from bench.cast import Person, people
from leadwright.fields.models import FieldChoice, OwnField
from leadwright.foundation.clock import now
from leadwright.people.models import Organisation

FIELDS, ORGANISATIONS, ASKED, WARM = 20, 1_000, 30, 5
KINDS = ("choice", "decimal", "money", "date", "boolean", "text", "integer")
AT_ONCE = 5_000
HEAD = "| list | own field, ms | shipped field, ms | ratio |\n| --- | ---: | ---: | ---: |"
FAR = 500
Ask = Callable[[], None]


def measure() -> None:
    """Make fields and values if there are none, and print medians and ratios."""
    with override_settings(RATE_LIMIT=0):
        fill()
        person = people("lead-distributor", 1)[0]
        print(HEAD)
        ratios = {name: _compared(name, own, shipped) for name, own, shipped in _pairs(person)}
        with _without_fields():
            bare = _median(_asked(person, "state=any&limit=50"))
        ratios["with fields"] = round(_median(_asked(person, "state=any&limit=50")) / bare, 2)
    print(
        f"| the list with {FIELDS} fields beside that without | | {bare:.1f} | {ratios['with fields']:.2f} |"
    )
    print(json.dumps({"ratios": ratios}))


def fill() -> None:
    """Give all leads values in fields for all, and each organisation fields of its own, or end what was begun."""
    if OwnField.objects.exists():
        _fill_leads(_common())
        return
    common = [_field(place, None) for place in range(FIELDS)]
    OwnField.objects.bulk_create(common)
    homes = list(Organisation.objects.values_list("pk", flat=True)[:ORGANISATIONS])
    OwnField.objects.bulk_create([_field(place, home) for home in homes for place in range(FIELDS)])
    choices = [
        FieldChoice(field=field, code=f"c{number}", labels={"en": f"Choice {number}"}, position=number)
        for field in common
        if field.kind == "choice"
        for number in range(8)
    ]
    FieldChoice.objects.bulk_create(choices)
    _fill_leads(common)


def _field(place: int, home: int | None) -> OwnField:
    kind = KINDS[place % len(KINDS)]
    key = f"{'own_' if home else ''}f{place}"
    labels = {"en": f"Field {place}"}
    return OwnField(
        organisation_id=home,
        subject="lead",
        key=key,
        kind=kind,
        labels=labels,
        position=place,
        is_filterable=True,
    )


def _fill_leads(common: list[OwnField]) -> None:
    parts = ", ".join(f"'{field.pk}', {_value(field)}" for field in common)
    statement = (
        f"UPDATE leads_lead SET own_fields = jsonb_build_object({parts})"
        " WHERE own_fields = '{}' AND number BETWEEN %s AND %s"
    )
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT min(number), max(number) FROM leads_lead")
        first, last = cursor.fetchone() or (0, 0)
        for start in range(first, last + 1, AT_ONCE):
            cursor.execute(statement, [start, start + AT_ONCE - 1])
        cursor.execute("RESET statement_timeout")
    print(f"values in {FIELDS} fields of {last - first + 1:,} leads: {time.monotonic() - began:.0f} s")


def _value(field: OwnField) -> str:
    """Return the SQL of a value that differs from lead to lead in the same manner each time."""
    keys = list(FieldChoice.objects.filter(field=field).values_list("pk", flat=True))
    spread = f"(number * {random.Random(field.pk).randrange(3, 97)})"
    return {
        "choice": f"(ARRAY{keys})[1 + {spread} %% {max(len(keys), 1)}]",
        "decimal": f"({spread} %% 100000)::text",
        "money": f"jsonb_build_object('amount', ({spread} %% 90000)::text || '.00', 'currency', 'EUR')",
        "date": f"(date '2026-01-01' + ({spread} %% 900)::int)::text",
        "boolean": f"({spread} %% 2 = 0)",
        "text": f"'Word ' || ({spread} %% 5000)",
        "integer": f"({spread} %% 1000)",
    }[field.kind]


def _pairs(person: Person) -> Iterator[tuple[str, Ask, Ask]]:
    """Return each list by own fields, and the same by shipped fields of the same kind."""
    keys = {kind: field.key for kind, field in reversed([(row.kind, row) for row in _common()])}
    choice, flag, money = (f"field.{keys[kind]}" for kind in ("choice", "boolean", "money"))
    yield "filter", _asked(person, f"{choice}=c3"), _asked(person, "source=website")
    yield (
        "two conditions",
        _asked(person, f"{choice}=c3&{flag}=yes"),
        _asked(person, "source=website&priority=5"),
    )
    yield "sort", _asked(person, f"ordering={money}"), _asked(person, "ordering=amount")
    yield (
        f"page {FAR}",
        _asked(person, f"{choice}=c3&{_far(person, f'{choice}=c3')}"),
        _asked(person, f"source=website&{_far(person, 'source=website')}"),
    )


def _common() -> list[OwnField]:
    return list(OwnField.objects.filter(organisation=None).order_by("position"))


def _asked(person: Person, query: str) -> Ask:
    browser, headers = Browser(SERVER_NAME="127.0.0.1"), {"Authorization": f"Bearer {person.token}"}
    address = f"/api/v1/leads?state=any&{query}" if "state=" not in query else f"/api/v1/leads?{query}"

    def ask() -> None:
        answer = browser.get(address, headers=headers)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code} {answer.content[:300]!r}")

    return ask


def _far(person: Person, query: str) -> str:
    """Return the cursor of a page far behind, or of the last one."""
    browser, headers = Browser(SERVER_NAME="127.0.0.1"), {"Authorization": f"Bearer {person.token}"}
    cursor = ""
    for _page in range(FAR * 50 // 200):
        answer = browser.get(f"/api/v1/leads?state=any&limit=200&{query}{cursor}", headers=headers).json()
        if answer["next"] is None:
            break
        cursor = f"&cursor={answer['next']}"
    return cursor.removeprefix("&")


def _compared(name: str, own: Ask, shipped: Ask) -> float:
    """Ask both in turn, print their medians, and return the ratio."""
    mine, theirs = [], []
    for _turn in range(ASKED + WARM):
        mine.append(_took(own))
        theirs.append(_took(shipped))
    ours, other = statistics.median(mine[WARM:]), statistics.median(theirs[WARM:])
    print(f"| {name} | {ours:.1f} | {other:.1f} | {ours / other:.2f} |", flush=True)
    return round(ours / other, 2)


def _median(ask: Ask) -> float:
    return statistics.median([_took(ask) for _turn in range(ASKED + WARM)][WARM:])


def _took(ask: Ask) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


@contextmanager
def _without_fields() -> Iterator[None]:
    """Let there be no fields for a while."""
    OwnField.objects.update(purged_at=now())
    try:
        yield
    finally:
        OwnField.objects.update(purged_at=None)
