"""Give a user's calendar a secret address from which calendar programs fetch it, and take it away again."""

from datetime import datetime

from leadwright.activities.facts_of_calendars import CalendarPublished, CalendarWithdrawn
from leadwright.activities.models import CalendarSubscription
from leadwright.activities.subscriptions import PURPOSE
from leadwright.foundation.batches import action
from leadwright.foundation.ids import digest_of, new_token
from leadwright.history.record import record
from leadwright.people.models import User


@action
def subscribe(user: User, *, at: datetime) -> str:
    """Return a new secret for the calendar of a user; one that was given before opens nothing any more."""
    secret = new_token("cal_")
    CalendarSubscription.objects.update_or_create(
        user=user, defaults={"digest": digest_of(secret, purpose=PURPOSE), "created_at": at, "used_at": None}
    )
    record(CalendarPublished(user=user, by=user.party(), at=at))
    return secret


@action
def unsubscribe(user: User, *, at: datetime) -> bool:
    """Let the address of the calendar open nothing any more; tells whether there was one."""
    if not CalendarSubscription.objects.filter(user=user).delete()[0]:
        return False
    record(CalendarWithdrawn(user=user, by=user.party(), at=at))
    return True
