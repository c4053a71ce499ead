"""What notifications say, in the words of whoever reads them now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.models import Activity
from leadwright.activities.states import Reply
from leadwright.foundation import local
from leadwright.leads.models import Lead
from leadwright.leads.states import CLOCK_NAMES
from leadwright.leads.telling import known_to
from leadwright.notifications.kinds import Kind
from leadwright.notifications.models import Notification
from leadwright.people.models import User
from leadwright.processes.facts import reasons_in_words
from leadwright.tasks.models import Task

MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notification as it is read: what happened, on what, and where to look."""

    id: int
    kind: str
    at: datetime
    text: str
    subject: str
    address: str
    lead: int | None
    activity: int | None
    task: int | None
    read_at: datetime | None


def number_unread(user: User, *, about: Collection[str]) -> int:
    """Return how many a user has not read and may see, by what these are about; it counts no further than a hundred."""
    return Notification.objects.in_list(user, about=about).unread()[:MOST_COUNTED].count()


def lines_of(rows: Sequence[Notification], *, reader: User) -> list[Line]:
    """Return what some notifications of a reader say; leads, activities, tasks and people are asked for at once."""
    leads = {
        lead.pk: known_to(reader, lead)
        for lead in Lead.objects.with_rules().filter(pk__in={row.lead_id for row in rows if row.lead_id})
    }
    numbers = {row.activity_id for row in rows if row.activity_id}
    activities = {row.pk: row for row in Activity.objects.select_related("kind").filter(pk__in=numbers)}
    tasks = Task.objects.in_bulk({row.task_id for row in rows if row.task_id})
    names = dict(
        User.objects.get_queryset()
        .filter(pk__in={row.by_id for row in rows if row.by_id})
        .values_list("pk", "name")
    )
    subjects = [
        (leads.get(row.lead_id or 0), activities.get(row.activity_id or 0), tasks.get(row.task_id or 0))
        for row in rows
    ]
    return [
        _line(row, lead, activity or task, names)
        for row, (lead, activity, task) in zip(rows, subjects, strict=True)
    ]


def _line(
    row: Notification, lead: Lead | None, work: Activity | Task | None, names: Mapping[int, str]
) -> Line:
    return Line(
        id=row.pk,
        kind=row.kind,
        at=row.at,
        text=_text(row, names.get(row.by_id or 0, ""), work.title if work is not None else ""),
        subject=_subject(lead, work),
        address=_address(row),
        lead=row.lead_id,
        activity=row.activity_id,
        task=row.task_id,
        read_at=row.read_at,
    )


def _subject(lead: Lead | None, work: Activity | Task | None) -> str:
    if lead is None:
        return work.title if work is not None else ""
    return f"L-{lead.pk} · {lead.contact.name}" if lead.contact else f"L-{lead.pk}"


def _address(row: Notification) -> str:
    if row.activity_id is not None:
        return f"/activities/{row.activity_id}/"
    if row.task_id is not None:
        return f"/tasks/{row.task_id}/"
    if mail := row.details.get("mail"):
        return f"/mails/{mail}/"
    return f"/leads/{row.lead_id}/"


def _text(row: Notification, who: str, title: str) -> str:
    if row.kind == Kind.DUE:
        return _due(row)
    words = {"who": who or _("Somebody"), "title": title or row.details.get("step", "")}
    if row.kind == Kind.REPLIED:
        reply = Reply(row.details.get("reply", Reply.WAITING)).label
        return _("The invitation to “%(title)s” was answered: %(reply)s") % {**words, "reply": reply}
    if row.kind == Kind.MENTIONED and row.activity_id is None and row.task_id is None:
        return _("%(who)s mentioned you in a note") % words
    if row.kind == Kind.STEP and (reasons := row.details.get("reasons")):
        return _("“%(title)s” could not be done: %(reasons)s") % {
            **words,
            "reasons": reasons_in_words(reasons),
        }
    if row.kind == Kind.TASK_DUE and row.details.get("is_late"):
        return _("Overdue: %(title)s") % words
    return str(SENTENCES[Kind(row.kind)]) % words


SENTENCES = {
    Kind.OFFERED: gettext_lazy("A lead is offered to you"),
    Kind.ASSIGNED: gettext_lazy("%(who)s assigned a lead to you"),
    Kind.REASSIGNED: gettext_lazy("%(who)s handed a lead on to you"),
    Kind.MENTIONED: gettext_lazy("%(who)s mentioned you in “%(title)s”"),
    Kind.MAIL: gettext_lazy("Mail arrived on your lead"),
    Kind.PLANNED: gettext_lazy("%(who)s planned “%(title)s” for you"),
    Kind.TASK: gettext_lazy("%(who)s has a task for you: %(title)s"),
    Kind.TASK_DUE: gettext_lazy("Due soon: %(title)s"),
    Kind.TASK_DONE: gettext_lazy("%(who)s completed “%(title)s”"),
    Kind.STEP: gettext_lazy("The process has come to “%(title)s”"),
    Kind.BOUNCED: gettext_lazy("A mail to the contact came back"),
}


def _due(row: Notification) -> str:
    kind = str(row.details.get("clock", ""))
    return f"{CLOCK_NAMES.get(kind, kind)}: {local.moment(row.details.get('due_at'))}"
