"""Makers of tasks: the smallest valid ones, with what a test cares about named."""

from datetime import datetime
from typing import Any

from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.tasks import actions
from leadwright.tasks.models import Task
from tests.makers import NOON, moment

TOMORROW = moment("2026-03-03 17:30")
DONE = {"results": "It is sent.", "completed_on": "2026-03-02"}


def make_task(
    by: User, *, lead: Lead | None = None, at: datetime = NOON, due: datetime = TOMORROW, **more: Any
) -> Task:
    """Make a task that is due tomorrow, for whoever makes it unless somebody is named."""
    sent: dict[str, Any] = {"subject": "Send the reference letter", "due": due.isoformat()} | more
    return actions.make(sent | ({"lead": lead.pk} if lead else {}), by=by, at=at)


def complete(task: Task, by: User, *, at: datetime = NOON, **said: Any) -> Task:
    """Complete a task, with results and a day."""
    return actions.complete(task.pk, DONE | said, by=by, at=at)


def anew(task: Task) -> Task:
    """Return a task as it is stored."""
    return Task.objects.with_surroundings().get(pk=task.pk)
