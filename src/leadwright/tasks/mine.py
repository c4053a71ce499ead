"""What somebody has to do: late, today, later; what others do for him, what is still to be taken, what is done."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from leadwright.people.models import User
from leadwright.tasks.models import Task, TaskQuerySet

# As many as somebody looks through; the list of all tasks has pages.
MOST = 200
MOST_DONE = 50
MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Mine:
    """The open tasks that somebody is in charge of, by when they are due, in that order."""

    overdue: list[Task] = field(default_factory=list)
    today: list[Task] = field(default_factory=list)
    later: list[Task] = field(default_factory=list)


def mine(user: User, at: datetime) -> Mine:
    """Return what a user is in charge of; today ends with the user's own day."""
    rows = _own(user).with_leads_and_those_in_charge().order_by("due_at", "pk")[:MOST]
    midnight = end_of_today(user, at)
    result = Mine()
    for row in rows:
        part = result.overdue if row.due_at < at else result.today if row.due_at < midnight else result.later
        part.append(row)
    return result


def end_of_today(user: User, at: datetime) -> datetime:
    """Return when the day of a user ends."""
    zone = ZoneInfo(user.time_zone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone)


def _own(user: User) -> TaskQuerySet:
    rows: TaskQuerySet = Task.objects.open().owned_by(user).filter(organisation=user.organisation_id)
    return rows


def due_between(user: User, start: datetime, end: datetime) -> list[Task]:
    """Return the open tasks of a user that are due in a span, the first at the top, as calendars tell them."""
    rows = _own(user).filter(due_at__gte=start, due_at__lt=end).as_in_calendars()
    return list(rows.order_by("due_at", "pk")[:MOST])


def waiting(user: User) -> list[Task]:
    """Return what a user made or delegated and others are to do, the first due at the top."""
    rows = Task.objects.open().awaited_by(user).with_leads_and_those_in_charge()
    return list(rows.order_by("due_at", "pk")[:MOST])


def free(user: User) -> list[Task]:
    """Return what the unit of a user, or those who have one of his roles, have still to take."""
    rows = Task.objects.open().free_for(user).with_leads_and_those_in_charge()
    return list(rows.order_by("due_at", "pk")[:MOST])


def done(user: User) -> list[Task]:
    """Return what a user did, the latest first."""
    rows = Task.objects.filter(
        completed_by=user, organisation=user.organisation_id
    ).with_leads_and_those_in_charge()
    return list(rows.order_by("-completed_at", "pk")[:MOST_DONE])


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many tasks somebody has to do, and how many of these are late; counted no further than a hundred."""

    open: int = 0
    overdue: int = 0


def due_of(user: int) -> "QuerySet[Task, datetime]":
    """Return when the open tasks that a user is in charge of are due, the first at the top."""
    rows = Task.objects.open().filter(owner=user).order_by("due_at")
    return rows.values_list("due_at", flat=True)[:MOST_COUNTED]


def counted(due: Collection[datetime], at: datetime) -> Counts:
    """Return what the menu says of tasks that are due at some moments."""
    return Counts(open=len(due), overdue=sum(moment < at for moment in due))


def counts(user: User, at: datetime) -> Counts:
    """Return how many tasks a user has to do."""
    return counted(list(due_of(user.pk)), at)


def count_waiting(user: User) -> int:
    """Return how many tasks others do for a user."""
    return Task.objects.open().awaited_by(user)[:MOST_COUNTED].count()


def count_free(user: User) -> int:
    """Return how many tasks a user could take."""
    return Task.objects.open().free_for(user)[:MOST_COUNTED].count()
