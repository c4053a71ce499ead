"""The history of an activity on its page: what stands with its lead, or with itself."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.activities.reading import entries_of
from leadwright.history.lines import ReadableEntry
from leadwright.history.models import Entry
from leadwright.leads.entry_telling import without_amounts
from leadwright.people.models import User
from leadwright.web.parts.history import HistoryPage, history_page


def history_of(activity: Activity, *, by: User, at: datetime, cursor: str) -> HistoryPage:
    """Return a page of what happened to an activity."""

    def readable(entries: Sequence[Entry]) -> list[ReadableEntry]:
        return [without_amounts(entry.readable(), by) for entry in entries]

    rows = entries_of(activity, by=by)
    address = reverse("activity", args=[activity.pk])
    return history_page(rows, readable=readable, at=at, cursor=cursor, address=address)
