"""The calendar feed of a user: a secret address that is shown once, revocable, and what it hands out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.agenda import USUAL_LENGTH, Event, deadlines_of
from leadwright.activities.ics import Appointment, calendar_file
from leadwright.activities.models import Activity, CalendarSubscription
from leadwright.activities.states import ActivityState
from leadwright.foundation.ids import digest_of, new_token
from leadwright.foundation.numbers import integer_in
from leadwright.people.models import User

PURPOSE = "calendar"
PAST, AHEAD = timedelta(days=60), timedelta(days=400)
MOST = 5_000
REMIND_OF_DEADLINE = 240


@transaction.atomic
def subscribe(user: User, *, at: datetime) -> str:
    """Return a new secret for the feed of a user; one that was given before opens nothing any more."""
    secret = new_token("cal_")
    CalendarSubscription.objects.update_or_create(
        user=user, defaults={"digest": digest_of(secret, purpose=PURPOSE), "created_at": at, "used_at": None}
    )
    return secret


@transaction.atomic
def unsubscribe(user: User) -> bool:
    """Let the address of the feed open nothing any more; tells whether there was one."""
    return bool(CalendarSubscription.objects.filter(user=user).delete()[0])


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
    rows = Activity.objects.filter(
        team__contains=[user.pk], organisation=user.organisation_id, deleted_at=None
    )
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end)
    activities = rows.with_surroundings().order_by("starts_at", "pk")[:MOST]
    deadlines = deadlines_of(user, start, end)
    name = _("%(name)s, Leadwright") % {"name": user.name}
    return calendar_file(
        name, [*(appointment_of(row) for row in activities), *(_deadline(row, at) for row in deadlines)]
    )


def appointment_of(row: Activity) -> Appointment:
    """Return an activity as an event of a calendar file."""
    contact = row.lead.contact if row.lead else None
    title = f"{row.title}: {contact.name}" if contact else row.title
    return Appointment(
        uid=uid_of(row),
        starts_at=row.starts_at,
        ends_at=row.ends_at or row.starts_at + USUAL_LENGTH,
        title=title,
        changed_at=row.updated_at,
        description=row.details,
        place=row.place,
        address=f"{settings.BASE_URL}/activities/{row.pk}/",
        sequence=row.version - 1,
        is_cancelled=row.state == ActivityState.CANCELLED,
        remind_minutes=row.remind_minutes if row.is_open else None,
    )


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
