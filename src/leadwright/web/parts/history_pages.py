"""What has happened to something, read from the history in pages, the newest first."""

from leadwright.foundation.keyset import page
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.people.models import User

PAGE = 40


def page_of(rows: EntryQuerySet, *, by: User, cursor: str) -> tuple[list[Entry], str]:
    """Return a page of entries, as far as they concern the reader's organisation, and the next one's marker."""
    rows = rows.filter(organisations__contains=[by.organisation_id])
    return page(rows.newest_first(), cursor=cursor, size=PAGE)
