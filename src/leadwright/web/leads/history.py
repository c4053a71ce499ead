"""The history of a lead on its page: its contact history, or everything."""

from datetime import datetime
from functools import partial

from django.urls import reverse

from leadwright.leads.entry_telling import contacts_among, entries_about, readable_entries
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.web.parts.history import HistoryPage, history_page


def history_of(lead: Lead, *, by: User, at: datetime, everything: bool, cursor: str) -> HistoryPage:
    """Return a page of what happened to a lead, as far as the reader may know it."""
    rows = entries_about(lead, by=by)
    return history_page(
        rows if everything else contacts_among(rows),
        readable=partial(readable_entries, by=by, lead=lead),
        at=at,
        cursor=cursor,
        address=reverse("lead", args=[lead.pk]) + ("?history=all" if everything else ""),
    )
