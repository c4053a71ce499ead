"""Tell the people of a company when one of them has many national numbers shown in a short time."""

from datetime import datetime, timedelta

from django.db.models import Q

from leadwright.foundation.attempts import Attempt
from leadwright.messages.actions import queue
from leadwright.people.actions.security import note_event
from leadwright.people.models import SecurityEvent, User

MOST_REVEALS = 50
WITHIN = timedelta(hours=1)
REVEALED, MANY = "NUMBER_REVEALED", "MANY_NUMBERS_REVEALED"


def alarm_at_many(attempt: Attempt, *, by: User, at: datetime) -> None:
    """Note it in the security log and write to those who answer for privacy and users, once an hour."""
    events = SecurityEvent.objects.filter(user=by, at__gt=at - WITHIN, at__lte=at)
    if events.filter(code=REVEALED).count() < MOST_REVEALS or events.filter(code=MANY).exists():
        return
    note_event(MANY, attempt=attempt, user=by, at=at)
    for reader in _who_answer_for(by):
        queue(
            key=f"{MANY}:{by.pk}:{at.isoformat()}:{reader.pk}",
            kind="many_reveals",
            to=reader,
            template="many_reveals",
            context={"who": by.name, "number": MOST_REVEALS},
            at=at,
        )


def _who_answer_for(user: User) -> "list[User]":
    own = User.objects.who_sign_in().filter(organisation=user.organisation_id)
    able = Q(pk__in=own.who_may("privacy.manage").values("pk")) | Q(
        pk__in=own.who_may("user.manage").values("pk")
    )
    return list(own.filter(able).order_by("pk"))
