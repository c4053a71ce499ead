"""The history of a task on its page: what stands with its lead, or with itself."""

from datetime import datetime
from functools import partial

from django.urls import reverse

from leadwright.people.models import User
from leadwright.tasks.models import Task
from leadwright.tasks.reading import entries_of, readable_entries
from leadwright.web.parts.history import HistoryPage, history_page


def history_of(task: Task, *, by: User, at: datetime, cursor: str) -> HistoryPage:
    """Return a page of what happened to a task."""
    rows = entries_of(task, by=by)
    address = reverse("task", args=[task.pk])
    return history_page(
        rows, readable=partial(readable_entries, by=by), at=at, cursor=cursor, address=address
    )
