"""Makers of activities: the smallest valid ones, with what a test cares about named."""

from datetime import datetime
from typing import Any

from leadwright.activities import actions
from leadwright.activities.models import Activity
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.makers import NOON, moment

TOMORROW = moment("2026-03-03 15:00")


def plan(
    lead: Lead | None,
    by: User,
    kind: str = "call",
    *,
    at: datetime = NOON,
    when: str = TOMORROW.isoformat(),
    **more: Any,
) -> Activity:
    """Plan an activity, by default for tomorrow, of a lead or of none."""
    sent = {"kind": kind, "at": when, "state": "planned"} | more
    return actions.enter(sent | ({"lead": lead.pk} if lead else {}), by=by, at=at)


def log(lead: Lead | None, by: User, kind: str = "call", *, at: datetime = NOON, **more: Any) -> Activity:
    """Log something that is done, of a lead or of none."""
    sent = {"kind": kind, "state": "done"} | more
    return actions.enter(sent | ({"lead": lead.pk} if lead else {}), by=by, at=at)


def complete(activity: Activity, by: User, *, at: datetime = NOON, **said: Any) -> Activity:
    """Complete an activity; `following` plans the next one."""
    following = said.pop("following", None)
    return actions.complete(activity.pk, said, by=by, at=at, following=following)


def anew(activity: Activity) -> Activity:
    """Return an activity as it is stored."""
    return Activity.objects.with_surroundings().get(pk=activity.pk)
