"""Activities as pages draw them: a line of a list, the next step of a lead, and what tells how late it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leadwright.activities.facts import ICONS
from leadwright.activities.models import Activity, Participant, with_participants
from leadwright.activities.states import ActivityState
from leadwright.activities.telling import name_for
from leadwright.foundation import formats, local
from leadwright.leads.models import Lead
from leadwright.leads.telling import visible_to
from leadwright.people.models import User
from leadwright.web.parts.clock_face import span

PLANNED_ON_PAGE = 5


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    """One activity: what it is, when, with whom, and how late it is (`late`, `today`, `later`, `done`, `gone`)."""

    id: int
    address: str
    title: str
    kind: str
    icon: str
    when: str
    moment: str
    mark: str
    mark_words: str
    who: str
    owner: str
    state: str
    note: str = ""
    lead: int | None = None
    lead_name: str = ""
    shared: str = ""
    is_open: bool = False
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What comes next on a lead: the first open activity, those behind it, or that nothing is planned."""

    mark: str
    label: str
    first: ActivityLine | None = None
    others: tuple[ActivityLine, ...] = ()
    more: int = 0
    may_plan: bool = False


def mark_of(at: datetime | None, now: datetime) -> str:
    """Return how a moment stands to now: late, today, later, or none where nothing is planned."""
    if at is None:
        return "none"
    if at < now:
        return "late"
    return "today" if timezone.localdate(at) == timezone.localdate(now) else "later"


def mark_in_words(mark: str, at: datetime | None, now: datetime) -> str:
    """Say the same: a state has a word beside its shape and its colour."""
    if at is None or mark == "none":
        return _("nothing planned")
    if mark == "late":
        return _("%(span)s late") % {"span": span(now - at)}
    if mark == "today":
        return _("in %(span)s") % {"span": span(at - now)} if at - now >= timedelta(minutes=1) else _("now")
    return formats.short_moment(at, now, local.locale(), timezone.get_current_timezone())


def activity_lines(rows: Iterable[Activity], *, by: User, at: datetime) -> list[ActivityLine]:
    """Return activities, with who takes part fetched along, as lines of a list."""
    return [_line(row, by, at) for row in rows]


def _line(row: Activity, by: User, at: datetime) -> ActivityLine:
    mark = mark_of(row.starts_at, at) if row.is_open else _closed_mark(row)
    said = row.notes or row.details
    words = mark_in_words(mark, row.starts_at, at) if row.is_open else str(row.get_state_display())
    contact = row.lead.contact if row.lead else None
    return ActivityLine(
        id=row.pk,
        address=reverse("activity", args=[row.pk]),
        title=row.title,
        kind=row.kind.label,
        icon=ICONS.get(row.kind.kind, "task"),
        when=formats.short_moment(row.starts_at, at, local.locale(), timezone.get_current_timezone()),
        moment=local.moment(row.starts_at),
        mark=mark,
        mark_words=words,
        who=", ".join(name_of(by, line, row) for line in row.participants.all()),
        owner=row.owner.name,
        state=str(row.get_state_display()),
        note=said[:300],
        lead=row.lead_id,
        lead_name=contact.name if contact else "",
        shared=_("shared") if row.is_shared else "",
        is_open=row.is_open,
        place=row.place,
    )


def name_of(by: User, line: Participant, activity: Activity) -> str:
    """Return what a participant is called to a reader, who may not know everybody."""
    return name_for(by, line, activity) or _("somebody of another group")


def _closed_mark(row: Activity) -> str:
    return "done" if row.state == ActivityState.COMPLETED else "gone"


def next_step_of(lead: Lead, *, by: User, at: datetime, may_plan: bool) -> NextStep | None:
    """Return what comes next on a lead, to whoever works it; None for others, and on a closed lead."""
    if "next_activity" not in visible_to(by, lead) or not lead.is_open:
        return None
    rows = Activity.objects.of_lead(lead.pk).open().select_related("kind", "owner")
    planned = rows.order_by("starts_at", "pk").prefetch_related(with_participants())
    known = list(planned[: PLANNED_ON_PAGE + 1]) if lead.open_activities else []
    if not known:
        return NextStep(mark="none", label=_("Nothing planned"), may_plan=may_plan)
    for row in known:
        row.lead = lead
    first, *others = activity_lines(known, by=by, at=at)
    labels = {"late": _("Overdue"), "today": _("Next step today"), "later": _("Next step")}
    return NextStep(
        mark=first.mark,
        label=labels[first.mark],
        first=first,
        others=tuple(others[:PLANNED_ON_PAGE]),
        more=max(lead.open_activities - PLANNED_ON_PAGE - 1, 0),
        may_plan=may_plan,
    )
