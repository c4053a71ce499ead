"""What a reader may know of a task: whoever is in charge of a task may not see what it is on."""

from leadwright.leads.models import Lead
from leadwright.people.access import reaches
from leadwright.people.models import User
from leadwright.tasks.field_words import because_in_words
from leadwright.tasks.models import Task


def known_lead(user: User, task: Task) -> Lead | None:
    """Return the lead of a task for whoever may see it; the lead was fetched along."""
    lead = task.lead
    if lead is None or lead.deleted_at is not None or not reaches(user, "lead.view", lead):
        return None
    return lead


def reason_in_words(task: Task) -> str:
    """Return why a task was closed: as somebody wrote it, or with what it ended."""
    return task.close_reason or (because_in_words(task.closed_because) if task.closed_because else "")
