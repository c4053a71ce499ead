"""The personal data of the API: answers that are kept to be given again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.api.models import Repeatable
from leadwright.foundation.personal import Person, Place, mentions
from leadwright.history.facts import Party

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
    marks = person.marks()
    rows = Repeatable.objects.iterator()
    return [row for row in rows if mentions(bytes(row.body or b"").decode("utf-8", "replace"), marks)]


def _show(person: Person) -> list[Mapping[str, Any]]:
    return [{"at": row.at.isoformat(), "status": row.status} for row in _rows(person)]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Empty the answers; their keys stay, so that a repeated request still does nothing twice."""
    del by, at
    rows = _rows(person)
    Repeatable.objects.filter(pk__in=[row.pk for row in rows]).update(body=ERASED)
    return len(rows)
