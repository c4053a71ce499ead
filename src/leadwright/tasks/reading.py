"""What a reader may know of what happened to a task."""

from collections.abc import Sequence

from leadwright.history.lines import ReadableEntry
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.leads.work_fields import with_known_fields
from leadwright.people.models import User
from leadwright.tasks.models import Task


def entries_of(task: Task, *, by: User) -> EntryQuerySet:
    """Return the entries of a task, with its lead and by itself, that concern the reader's company."""
    own: EntryQuerySet = Entry.objects.about("task", task.pk)
    if task.lead_id is not None:
        of_the_lead = Entry.objects.about("lead", task.lead_id).filter(fact__startswith="task.")
        own = own | of_the_lead.filter(details__task=task.pk)
    return own.filter(organisations__contains=[by.organisation_id])


def readable_entries(entries: Sequence[Entry], *, by: User) -> list[ReadableEntry]:
    """Return entries of a task that was fetched within reach: they hold nothing but what the task itself says.

    Own fields that the reader does not know are not in them.
    """
    return [with_known_fields(entry.readable(), by=by, at_home=True) for entry in entries]
