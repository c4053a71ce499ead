"""The history of a lead, a contact or an account, drawn alike: pages of lines, the newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from leadwright.foundation import formats, local
from leadwright.foundation.keyset import page
from leadwright.history.lines import Line, ReadableEntry
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.history.reading import lines_of
from leadwright.web.base.requests import WebRequest

PAGE = 40
LINES_OF_TRAIL = 10
Reading = Callable[[Sequence[Entry]], list[ReadableEntry]]


@dataclass(frozen=True, kw_only=True)
class HistoryItem:
    """One line with who did it, when in short and in full, and where more about it stands."""

    line: Line
    who: str
    at: str
    moment: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """A page of lines, and the addresses of the next one and of the first."""

    items: tuple[HistoryItem, ...]
    next: str = ""
    first: str = ""


def history_page(
    rows: EntryQuerySet, *, readable: Reading, at: datetime, cursor: str, address: str, size: int = PAGE
) -> HistoryPage:
    """Return a page of entries as far as they are readable; `address` is where the first page stands."""
    entries, after = page(rows.newest_first(), cursor=cursor, size=size)
    known = readable(entries)
    joint = "&" if "?" in address else "?"
    return HistoryPage(
        items=tuple(
            history_item(line, who=entry.actor_name, when=entry.at, at=at)
            for entry, line in zip(known, lines_of(known), strict=True)
        ),
        next=f"{address}{joint}cursor={after}#history" if after else "",
        first=f"{address}#history" if cursor else "",
    )


def audit_trail(request: WebRequest, rows: EntryQuerySet) -> HistoryPage:
    """Return who changed what on a page of the settings and when, the newest first."""
    cursor, address = request.GET.get("cursor", ""), request.path
    return history_page(
        rows, readable=all_readable, at=request.now, cursor=cursor, address=address, size=LINES_OF_TRAIL
    )


def history_item(line: Line, *, who: str, when: datetime, at: datetime, address: str = "") -> HistoryItem:
    """Return a line with its moment as it is read at another one, `at`."""
    short = formats.short_moment(when, at, local.locale(), timezone.get_current_timezone())
    return HistoryItem(line=line, who=who, at=short, moment=local.moment(when), address=address)


def all_readable(entries: Sequence[Entry]) -> list[ReadableEntry]:
    """Return entries of which whoever may read them at all may know everything."""
    return [entry.readable() for entry in entries]
