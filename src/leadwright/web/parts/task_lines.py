"""Tasks as pages draw them: a line of a list, and what is open on a lead."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import is_possible
from leadwright.leads.models import Lead
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.tasks.lifecycle import WORKS
from leadwright.tasks.models import Task
from leadwright.tasks.states import TaskState, Weight
from leadwright.tasks.telling import known_lead
from leadwright.web.parts.clock_face import ClockFace, face

MOST_OF_LEAD = 20


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One task: its clock, who is in charge, what it is, and on which lead if the reader may know it."""

    id: int
    address: str
    face: ClockFace
    owner: str
    is_free: bool
    subject: str
    state: str
    mark: str
    lead: int | None = None
    lead_name: str = ""
    is_important: bool = False


def task_lines(rows: Iterable[Task], *, by: User, at: datetime) -> list[TaskLine]:
    """Return tasks as lines of a list."""
    return [task_line(row, by=by, at=at) for row in rows]


def task_line(row: Task, *, by: User, at: datetime) -> TaskLine:
    """Return a task as a line of a list."""
    lead = known_lead(by, row)
    name = lead.contact.name if lead is not None and lead.contact else ""
    return replace(_line_of_lead(row, at), lead=lead.pk if lead is not None else None, lead_name=name)


def _line_of_lead(row: Task, at: datetime) -> TaskLine:
    """Return a task as a line that does not say on which lead it is."""
    return TaskLine(
        id=row.pk,
        address=reverse("task", args=[row.pk]),
        face=face_of(row, at),
        owner=row.in_charge,
        is_free=row.owner_id is None,
        subject=row.subject,
        state=str(row.get_state_display()),
        mark={TaskState.COMPLETED: "done", TaskState.CLOSED: "gone"}.get(TaskState(row.state), ""),
        is_important=row.importance == Weight.HIGH,
    )


def face_of(row: Task, at: datetime) -> ClockFace:
    """Return the clock of a task: the share of the time from its beginning until it is due."""
    return face(kind="task", due_at=row.due_at, now=at, started_at=row.starts_at, closed=row.is_ended)


@dataclass(frozen=True, kw_only=True)
class TasksOfLead:
    """The open tasks of a lead, where another is made, and where more of them stand."""

    rows: list[TaskLine]
    address: str = ""
    everything: str = ""


def tasks_of_lead(lead: Lead, *, by: User, at: datetime) -> TasksOfLead | None:
    """Return the open tasks of a lead that a reader may know, the first due at the top.

    None for whoever sees no tasks, and on a closed lead: its tasks ended with it.
    """
    if not lead.is_open or not may(by, "task.view"):
        return None
    rows: Any = Task.objects.within_reach(by).open().of_lead(lead.pk).with_those_in_charge()
    can_make = may(by, WORKS) and is_possible(lead, LeadVerb.SCHEDULE, by=by)
    first = list(rows.order_by("due_at", "pk")[: MOST_OF_LEAD + 1])
    return TasksOfLead(
        rows=[_line_of_lead(row, at) for row in first[:MOST_OF_LEAD]],
        everything=f"{reverse('tasks-all')}?lead={lead.pk}&state=open" if len(first) > MOST_OF_LEAD else "",
        address=reverse("lead-task", args=[lead.pk]) if can_make else "",
    )
