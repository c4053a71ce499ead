"""Makers for the tests of clocks."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from leadwright.clocks import actions
from leadwright.clocks.models import Clock
from leadwright.history.facts import SYSTEM
from leadwright.people.actions.organisations import establish
from leadwright.people.models import Organisation

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
THREE_WORKING_DAYS = {"working_days": 3}
WEEK = {"calendar_days": 7}
WEEKLY = {"first_days": 7, "every_days": 7}
MONTHLY = {"first_days": 7, "every_days": 30}
_numbers = count(1)


def make_organisation(*, country: str = "BE", time_zone: str = "Europe/Brussels") -> Organisation:
    """Enter an organisation with a name of its own."""
    return establish(f"Firm {next(_numbers)}", country=country, time_zone=time_zone, by=SYSTEM, at=MONDAY)


def start(kind: str = "accept", *, subject: int = 1, at: datetime = MONDAY, **more: Any) -> Clock:
    """Start a clock of a thing."""
    more.setdefault("rule", THREE_WORKING_DAYS)
    more.setdefault("organisation_id", None)
    return actions.start(subject_kind="thing", subject_id=subject, kind=kind, at=at, **more)


def stop(kind: str | None = None, *, subject: int = 1, at: datetime = MONDAY, met: bool = True) -> int:
    """Stop clocks of a thing."""
    return actions.stop(subject_kind="thing", subject_id=subject, kind=kind, at=at, met=met)


def push(kind: str = "update", *, subject: int = 1, at: datetime) -> Clock | None:
    """Note that an update was made on a thing."""
    with transaction.atomic():
        return actions.push(subject_kind="thing", subject_id=subject, kind=kind, at=at)
