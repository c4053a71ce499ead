"""End a process before its end, with what ended it."""

from datetime import datetime

from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.actions.stepping import keep_step_when_lost, keep_steps
from leadwright.leads.models import Lead
from leadwright.leads.states import State
from leadwright.processes.facts import ProcessClosed
from leadwright.processes.fetching import running
from leadwright.processes.states import ProcessState
from leadwright.tasks.actions.closing import close_each
from leadwright.tasks.models import TaskQuerySet


def close_tasks(tasks: TaskQuerySet, lead: Lead, *, because: str, by: Party, at: datetime) -> None:
    """Close those of some tasks of a process that are open, with why; their lead is held."""
    rows = list(tasks.open().with_surroundings())
    for task in rows:
        task.lead = lead
    close_each(rows, because=because, by=by, at=at)


def close_process(lead: Lead, *, because: str, by: Party, at: datetime) -> None:
    """Close the process that runs on a lead that is held, if one does; its open steps were not done."""
    instance = running(lead) if lead.posted_at is not None else None
    if instance is None:
        return
    steps = tuple(lead.steps)
    if lead.state == State.LOST:
        keep_step_when_lost(lead)
    instance.tokens.all().delete()
    instance.state, instance.ended_at, instance.closed_because = ProcessState.CLOSED, at, because
    instance.save(update_fields=["state", "ended_at", "closed_because"])
    keep_steps(lead, [])
    record(ProcessClosed(lead=lead, instance=instance, steps=steps, by=by, at=at))
