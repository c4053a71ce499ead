"""The calendar feed of a user: a secret address that is shown once, revocable, and what it hands out."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.activities.agenda import USUAL_LENGTH, Event, OfUser, appointments_of, deadlines_of
from leadwright.activities.ics import Appointment, calendar_file
from leadwright.activities.models import Activity, CalendarSubscription
from leadwright.activities.states import ActivityState
from leadwright.foundation.ids import digest_of
from leadwright.foundation.numbers import integer_in
from leadwright.people.models import User

PURPOSE = "calendar"
PAST, AHEAD = timedelta(days=60), timedelta(days=400)
REMIND_OF_DEADLINE = 240


def subscription_of(user: User) -> CalendarSubscription | None:
    """Return since when the calendar of a user has a secret address, and when it was last fetched."""
    return CalendarSubscription.objects.filter(user=user).first()


def subscriber_of(secret: str, *, at: datetime) -> User | None:
    """Return whose feed a secret opens, if he or she may still sign in."""
    rows = CalendarSubscription.objects.filter(digest=digest_of(secret, purpose=PURPOSE))
    row = rows.select_related("user__unit__group", "user__organisation").first()
    if row is None or not row.user.may_sign_in:
        return None
    CalendarSubscription.objects.filter(pk=row.pk).filter(used_at=None).update(used_at=at)
    CalendarSubscription.objects.filter(pk=row.pk, used_at__lt=at - timedelta(hours=1)).update(used_at=at)
    return row.user


def calendar_of(user: User, *, at: datetime) -> bytes:
    """Return the appointments of a user and the deadlines of his leads as a calendar file."""
    start, end = at - PAST, at + AHEAD
    appointments = appointments_of(user, start, end)
    deadlines = deadlines_of(user, start, end)
    name = _("%(name)s, Leadwright") % {"name": user.name}
    return calendar_file(
        name, [*(_appointment(row) for row in appointments), *(_deadline(row, at) for row in deadlines)]
    )


def _appointment(row: OfUser) -> Appointment:
    """Return an activity as an event of its user's calendar; of one beyond reach, no more than an invitation says."""
    if not row.is_known:
        return for_guests(row.activity)
    event = appointment_of(row.activity)
    return replace(event, title=f"{event.title}: {row.contact}") if row.contact else event


def appointment_of(row: Activity) -> Appointment:
    """Return an activity as an event of a calendar file."""
    return Appointment(
        uid=uid_of(row),
        starts_at=row.starts_at,
        ends_at=row.ends_at or row.starts_at + USUAL_LENGTH,
        title=row.title,
        changed_at=row.updated_at,
        description=row.details,
        place=row.place,
        address=f"{settings.BASE_URL}/activities/{row.pk}/",
        sequence=sequence_of(row),
        is_cancelled=row.state == ActivityState.CANCELLED,
        remind_minutes=row.remind_minutes if row.is_open else None,
    )


def for_guests(row: Activity) -> Appointment:
    """Return an activity as whoever is invited reads it: when, where and what about, and nothing that is internal."""
    return replace(appointment_of(row), description="", address="", remind_minutes=None)


def sequence_of(row: Activity) -> int:
    """Return the number of the change that a file about an activity carries (RFC 5545, 3.8.7.4)."""
    return row.version - 1


def uid_of(row: Activity) -> str:
    """Return the name of an activity in calendar files, the same in all of them."""
    return f"activity-{row.pk}@{_host()}"


def activity_named(uid: str) -> int | None:
    """Return the number of the activity that a file names, if it is one of ours."""
    name, _at, host = uid.strip().partition("@")
    if host != _host() or not name.startswith("activity-"):
        return None
    return integer_in(name.removeprefix("activity-"))


def _host() -> str:
    return settings.BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"


def _deadline(event: Event, at: datetime) -> Appointment:
    return Appointment(
        uid=f"lead-{event.id}-{event.starts_at:%Y%m%dT%H%M%S}@{_host()}",
        starts_at=event.starts_at - USUAL_LENGTH,
        ends_at=event.ends_at,
        title=f"{event.title}: {event.detail}",
        changed_at=at.replace(minute=0, second=0, microsecond=0),
        address=f"{settings.BASE_URL}/leads/{event.id}/",
        kind="DEADLINE",
        remind_minutes=REMIND_OF_DEADLINE,
    )
