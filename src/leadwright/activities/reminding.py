"""Remind whoever does an activity before it begins: each is reminded of once, also where two workers look at once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value

from leadwright.activities.cleaning import MOST_MINUTES
from leadwright.activities.models import Activity
from leadwright.messages.actions import queue

SET = 200
# What begins so long ago is not reminded of any more.
TOO_LATE = timedelta(hours=12)


def remind_due(at: datetime) -> int:
    """Write the reminders that are due by now; returns how many."""
    number = 0
    while some := _remind_some(at):
        number += some
        if some < SET:
            break
    return number


@transaction.atomic
def _remind_some(at: datetime) -> int:
    early = ExpressionWrapper(F("remind_minutes") * Value(timedelta(minutes=1)), output_field=DurationField())
    farthest = at + timedelta(minutes=MOST_MINUTES)
    rows = Activity.objects.open().filter(
        deleted_at=None, reminded_at=None, remind_minutes__isnull=False, starts_at__lte=farthest
    )
    due = rows.alias(early=early).filter(starts_at__lte=at + F("early")).order_by("starts_at", "pk")
    held = list(due.with_surroundings().select_for_update(of=("self",), skip_locked=True)[:SET])
    for activity in held:
        activity.reminded_at = at
        activity.save(update_fields=["reminded_at"])
        if activity.starts_at > at - TOO_LATE:
            _write(activity, at)
    return len(held)


def _write(activity: Activity, at: datetime) -> None:
    owner = activity.owner
    if not owner.may_sign_in:
        return
    queue(
        key=f"activity-reminder:{activity.pk}:{activity.version}",
        kind="activity_reminder",
        to=owner,
        template="activity_reminder",
        context={
            "title": activity.title,
            "starts_at": activity.starts_at,
            "place": activity.place,
            "link": f"{settings.BASE_URL}/activities/{activity.pk}/",
        },
        at=at,
        subject_kind="lead" if activity.lead_id else "activity",
        subject_id=activity.lead_id or activity.pk,
    )
