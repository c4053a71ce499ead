"""A small fact for the tests of the log."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from django.db import transaction

from leadwright.history.facts import Fact, Json, Party, Subject
from leadwright.history.models import Entry
from leadwright.history.record import record

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANN = Party(kind="user", id=7, name="Ann Author", organisation_id=3)


@dataclass(frozen=True, kw_only=True)
class Noted(Fact):
    """Something was noted about a thing."""

    name: ClassVar[str] = "thing.noted"
    thing: int = 1
    payload: dict[str, Json] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def subject(self) -> Subject:
        return Subject(kind="thing", id=self.thing, name="The thing")

    def organisations(self) -> tuple[int, ...]:
        return (9, 3)

    def details(self) -> dict[str, Json]:
        return dict(self.payload)

    def values(self) -> dict[str, str]:
        return dict(self.words)


def note(thing: int = 1, *, at: datetime = NOON, data: dict[str, Json] | None = None, **words: str) -> Entry:
    """Record that something was noted, in a transaction of its own."""
    with transaction.atomic():
        return record(Noted(thing=thing, payload=data or {"size": thing}, words=words, by=ANN, at=at))
