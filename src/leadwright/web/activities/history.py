"""The history of an activity on its page: what stands with its lead, or with itself."""

from datetime import datetime
from functools import partial

from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.activities.reading import entries_of, readable_entries
from leadwright.people.models import User
from leadwright.web.parts.history import HistoryPage, history_page


def history_of(activity: Activity, *, by: User, at: datetime, cursor: str) -> HistoryPage:
    """Return a page of what happened to an activity."""
    rows = entries_of(activity, by=by)
    address = reverse("activity", args=[activity.pk])
    readable = partial(readable_entries, by=by, activity=activity)
    return history_page(rows, readable=readable, at=at, cursor=cursor, address=address)
