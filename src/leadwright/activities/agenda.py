"""What stands in somebody's calendar: appointments, deadlines of leads, days off, and colleagues' busy times."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import Q

from leadwright.activities.models import Activity, ActivityQuerySet, Participant
from leadwright.activities.states import ActivityState
from leadwright.clocks.models import calendar_of
from leadwright.leads.models import Lead
from leadwright.leads.states import CLOCK_NAMES
from leadwright.people.models import User

# How long an activity lasts that says nothing of its end.
USUAL_LENGTH = timedelta(minutes=30)
# What began longer before a span is not looked for, however long it lasts.
LONGEST = timedelta(days=31)
# More than stands in the fullest calendar that is kept by hand.
MOST = 5_000
Kind = Literal["activity", "busy", "deadline", "task"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing in a calendar; a busy time of a colleague says nothing but whose it is and from when to when."""

    kind: Kind
    starts_at: datetime
    ends_at: datetime
    title: str
    id: int = 0
    approach: str = ""
    detail: str = ""
    is_open: bool = False
    is_done: bool = False
    may_move: bool = False


def events_of(user: User, start: datetime, end: datetime) -> list[Event]:
    """Return the appointments of a user and the deadlines of the leads that he owns, in the order of their times."""
    rows = appointments_of(user, start, end)
    events = [*(_event(row) for row in rows), *deadlines_of(user, start, end)]
    return sorted(events, key=lambda event: (event.starts_at, event.id))


@dataclass(frozen=True)
class OfUser:
    """An activity in somebody's calendar, and whether it is within reach: invited to others', one knows the time."""

    activity: Activity
    is_known: bool

    @property
    def contact(self) -> str:
        """Whom its lead is about, for whoever may see the lead."""
        lead = self.activity.lead if self.is_known else None
        return lead.contact.name if lead and lead.contact else ""


def appointments_of(user: User, start: datetime, end: datetime) -> list[OfUser]:
    """Return what a user does or takes part in that touches a span; not what was cancelled.

    What he does and what he only takes part in are asked for apart, so that each has its index.
    """
    near = touching(start, end).filter(organisation=user.organisation_id)
    joined = Participant.objects.filter(user=user).values("activity")
    own = near.filter(owner=user).as_in_calendars()[:MOST]
    others = near.filter(pk__in=joined).as_in_calendars()[:MOST]
    rows = sorted({*own, *others}, key=lambda row: (row.starts_at, row.pk))[:MOST]
    within = Activity.objects.within_reach(user).filter(pk__in=[row.pk for row in rows])
    known = set(within.values_list("pk", flat=True))
    return [OfUser(row, row.pk in known) for row in rows]


def touching(start: datetime, end: datetime) -> ActivityQuerySet:
    """Return what begins in a span, or began before and lasts into it; what was cancelled stands in no calendar."""
    in_span = Q(starts_at__gte=start) | Q(ends_at__gt=start)
    near = Activity.objects.filter(starts_at__gte=start - LONGEST, starts_at__lt=end)
    return near.filter(in_span, deleted_at=None).exclude(state=ActivityState.CANCELLED)


def _event(row: OfUser) -> Event:
    activity = row.activity
    return Event(
        kind="activity",
        starts_at=activity.starts_at,
        ends_at=activity.ends_at or activity.starts_at + USUAL_LENGTH,
        title=activity.title,
        id=activity.pk if row.is_known else 0,
        approach=activity.kind.kind,
        detail=", ".join(part for part in (row.contact, activity.place) if part),
        is_open=activity.is_open,
        is_done=activity.is_closed,
        may_move=activity.is_open and row.is_known,
    )


def deadlines_of(user: User, start: datetime, end: datetime) -> list[Event]:
    """Return what the clocks of a user's own leads are due for in a span."""
    leads: Any = Lead.objects.within_reach(user, "lead.view").open()
    due = leads.filter(owner=user, due_order__gte=start, due_order__lt=end).select_related("contact")
    rows = due.order_by("due_order", "pk").values_list("pk", "next_due_at", "next_due_kind", "contact__name")
    return [
        Event(
            kind="deadline",
            starts_at=due_at,
            ends_at=due_at,
            title=str(CLOCK_NAMES.get(kind, kind)),
            id=pk,
            detail=name or f"L-{pk}",
            is_open=True,
        )
        for pk, due_at, kind, name in rows[:MOST]
    ]


def busy_times(colleagues: Collection[User], start: datetime, end: datetime) -> list[Event]:
    """Return when colleagues are busy: whose time it is, and nothing of what they do."""
    names = {user.pk: user.name for user in colleagues}
    homes = {user.organisation_id for user in colleagues}
    rows = touching(start, end).filter(team__overlap=list(names), organisation__in=homes)
    times = rows.order_by("starts_at", "pk").values_list("starts_at", "ends_at", "team")
    events = []
    for starts_at, ends_at, team in times[:MOST]:
        for pk in sorted(names.keys() & set(team)):
            last = ends_at or starts_at + USUAL_LENGTH
            events.append(Event(kind="busy", starts_at=starts_at, ends_at=last, title=names[pk]))
    return events


def closed_days(user: User, days: Sequence[date]) -> set[date]:
    """Return the days on which the user's company does not work: by its week, its country and its own closing days."""
    calendar = calendar_of(user.organisation_id)
    return {day for day in days if not calendar.is_open(day)}
