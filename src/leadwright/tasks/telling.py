"""What a reader may know of a task: whoever is in charge of a task may not see what it is on."""

from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.tasks.field_words import because_in_words
from leadwright.tasks.models import Task


def known_lead(user: User, task: Task) -> Lead | None:
    """Return the lead of a task for whoever may see it; the lead was fetched along."""
    return task.lead if task.knows_lead(user) else None


def known_step(user: User, task: Task) -> tuple[int | None, str]:
    """Return of which process a task is a step, and of which step, for whoever may see the lead."""
    return (task.process, task.step) if task.knows_lead(user) else (None, "")


def reason_in_words(task: Task) -> str:
    """Return why a task was closed: as somebody wrote it, or with what it ended."""
    return task.close_reason or (because_in_words(task.closed_because) if task.closed_because else "")
