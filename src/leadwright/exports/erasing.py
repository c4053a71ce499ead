"""Exports hold whom they were made of: with an erasure in a company all of its exports go, and can be made anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.exports.actions import let_go
from leadwright.exports.models import Export, ExportQuerySet
from leadwright.foundation.personal import Person, Place
from leadwright.history.facts import Party


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    return [Place(code="exports", columns=frozenset(), count=_count, show=_show, erase=_erase)]


def _of(person: Person) -> ExportQuerySet:
    """Return the exports in which the person may be: all of the company, those that are being made too."""
    return Export.objects.filter(organisation=person.organisation)


def _count(person: Person) -> int:
    return _of(person).count()


def _show(person: Person) -> list[Mapping[str, Any]]:
    return [{"export": row.pk, "asked_at": row.asked_at.isoformat()} for row in _of(person)]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    del by, at
    return let_go(_of(person))
