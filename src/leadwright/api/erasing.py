"""The personal data of the API: answers that are kept to be given again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from leadwright.api.models import Repeatable
from leadwright.foundation.personal import Person, Place, mentions
from leadwright.history.facts import Party
from leadwright.leads.erasing import own

ERASED = b'{"erased": true}'


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = frozenset({"api_repeatable.body"})
    return [
        Place(
            code="answers", columns=columns, count=lambda person: len(_rows(person)), show=_show, erase=_erase
        )
    ]


def _rows(person: Person) -> list[Repeatable]:
    """Return the answers that were given to the company's own users about the person, or that name the person."""
    leads = frozenset(own(person).values_list("pk", flat=True))
    rows = Repeatable.objects.filter(user__organisation=person.organisation).defer("headers").order_by("pk")
    lent = Repeatable.objects.exclude(user__organisation=person.organisation).filter(body__isnull=False)
    result = [row for row in rows.iterator(chunk_size=200) if _tells(row, person, leads)]
    return result + [row for row in lent.iterator(chunk_size=200) if _is_about(_read(row), person, leads)]


def _tells(row: Repeatable, person: Person, leads: frozenset[int]) -> bool:
    text = bytes(row.body or b"").decode("utf-8", "replace")
    return mentions(text, person.marks()) or _is_about(_read(row), person, leads)


def _read(row: Repeatable) -> Any:
    try:
        return orjson.loads(bytes(row.body or b""))
    except orjson.JSONDecodeError:
        return None


def _is_about(value: Any, person: Person, leads: frozenset[int]) -> bool:
    """Tell whether an answer is about a contact or a lead of the person, or work on it, whatever it was called then."""
    if isinstance(value, list):
        return any(_is_about(row, person, leads) for row in value)
    if not isinstance(value, dict):
        return False
    is_theirs = value.get("id") in person.contacts and "name" in value
    is_lead = value.get("number") in leads and "state" in value
    of_lead = value.get("lead")
    is_work = isinstance(of_lead, int) and of_lead in leads and "state" in value
    return is_theirs or is_lead or is_work or any(_is_about(row, person, leads) for row in value.values())


def _show(person: Person) -> list[Mapping[str, Any]]:
    return [{"at": row.at.isoformat(), "status": row.status} for row in _rows(person)]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Empty the answers; their keys stay, so that a repeated request still does nothing twice."""
    del by, at
    rows = _rows(person)
    Repeatable.objects.filter(pk__in=[row.pk for row in rows]).update(body=ERASED)
    return len(rows)
