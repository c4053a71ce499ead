"""Close a task that will not be done: by whoever oversees it, or with the lead that it is on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.tasks.actions.keeping import store
from leadwright.tasks.cleaning import line
from leadwright.tasks.facts import TaskClosed
from leadwright.tasks.lifecycle import Verb, check
from leadwright.tasks.locking import locked
from leadwright.tasks.models import Task
from leadwright.tasks.states import TaskState


@action
def close(pk: int, *, by: User, at: datetime, reason: object = None) -> Task:
    """Say that a task will not be done, and why."""
    task = locked(pk, by=by)
    check(task, Verb.CLOSE, by=by)
    text = line("reason", reason)
    if not text:
        refuse("REASON_REQUIRED", field="reason")
    store(task, state=TaskState.CLOSED, closed_at=at, close_reason=text, at=at)
    record(TaskClosed(task=task, by=by.party(), at=at))
    return task


def close_each(tasks: Iterable[Task], *, because: str, by: Party, at: datetime) -> int:
    """Close open tasks that are held, each with an entry that says by a code why; returns how many."""
    number = 0
    for task in tasks:
        store(task, state=TaskState.CLOSED, closed_at=at, closed_because=because, at=at)
        record(TaskClosed(task=task, by=by, at=at))
        number += 1
    return number


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A lead that is held and has ended, with who ended it when, and by a code how."""

    lead: Lead
    because: str
    by: Party
    at: datetime


def close_with(ended: Sequence[Ended]) -> None:
    """Close the open tasks of leads that are held; they never stand in the way of an end."""
    ends = {row.lead.pk: row for row in ended}
    rows = Task.objects.open().filter(lead__in=ends).select_for_update(of=("self",)).order_by("pk")
    for task in list(rows.with_surroundings()):
        end = ends[task.lead_id or 0]
        task.lead = end.lead
        close_each([task], because=end.because, by=end.by, at=end.at)
