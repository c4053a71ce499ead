"""What has happened to something, read from the history in pages, the newest first."""

from django.db.models import Q

from leadwright.history.models import Entry, EntryQuerySet
from leadwright.people.models import User
from leadwright.web.paging import marker, place_of

PAGE = 40


def page_of(rows: EntryQuerySet, *, by: User, cursor: str) -> tuple[list[Entry], str]:
    """Return a page of entries, as far as they concern the reader's organisation, and the next one's marker."""
    rows = rows.filter(organisations__contains=[by.organisation_id])
    if cursor:
        before, pk = place_of(cursor, ("at", "id"))
        rows = rows.filter(Q(at__lt=before) | Q(at=before, pk__lt=pk))
    found = list(rows.newest_first()[: PAGE + 1])
    after = marker((found[PAGE - 1].at, found[PAGE - 1].pk)) if len(found) > PAGE else ""
    return found[:PAGE], after
