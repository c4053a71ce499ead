"""Somebody who reveals very many restricted numbers is told to those who answer for privacy."""

from datetime import datetime, timedelta

from leadwright.foundation.attempts import Attempt
from leadwright.messages.actions import queue
from leadwright.people.actions.security import note_event
from leadwright.people.actions.sign_in import REVEALED
from leadwright.people.models import SecurityEvent, User

HOUR = timedelta(hours=1)
MANY = 50


def raise_alarm(by: User, *, at: datetime) -> None:
    """Tell of the fiftieth number that one user reveals within an hour: in the security log, and by mail."""
    rows = SecurityEvent.objects.filter(user=by, code=REVEALED, at__gt=at - HOUR, at__lte=at)
    if rows.count() != MANY:
        return
    attempt = Attempt(face="page", method="POST", path="", address=None)
    note_event("MANY_NUMBERS_REVEALED", attempt=attempt, user=by, at=at)
    readers = User.objects.who_sign_in().who_may("privacy.manage").filter(organisation=by.organisation_id)
    for reader in readers:
        queue(
            key=f"numbers:{by.pk}:{at.isoformat()}:{reader.pk}",
            kind="alarm",
            to=reader,
            template="many_numbers",
            context={"name": by.name, "number": MANY},
            at=at,
        )
