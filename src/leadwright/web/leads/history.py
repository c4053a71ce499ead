"""The timeline of a lead on its page: its contact history or everything, narrowed by kind, person and words."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from leadwright.foundation.numbers import number_in
from leadwright.history.models import EntryQuerySet
from leadwright.history.narrowing import by_actor, people_in, with_words
from leadwright.leads.entry_telling import contacts_among, entries_about, of_kind, readable_entries
from leadwright.leads.models import Lead
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.history import history_page


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What a timeline is narrowed to, and what it can be narrowed to."""

    what: str
    who: str
    words: str
    kinds: list[tuple[str, str]]
    people: list[tuple[str, str]]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether not all of it is shown."""
        return bool(self.what or self.who or self.words)


def kinds_of_entries() -> list[tuple[str, str]]:
    """Return the kinds of entries that a timeline can be narrowed to."""
    return [
        ("", _("Everything")),
        ("activities", _("Activities")),
        ("tasks", _("Tasks")),
        ("notes", _("Notes")),
        ("mails", _("Mails")),
        ("files", _("Files")),
        ("changes", _("Changes")),
    ]


def timeline_context(request: WebRequest, lead: Lead, *, everything: bool, cursor: str) -> dict[str, Any]:
    """Return a page of what happened to a lead, as far as the reader may know it, and by what it is narrowed."""
    by = request.user
    rows = entries_about(lead, by=by)
    timeline = _timeline(request, rows)
    chosen = {"history": "all" if everything else "", "what": timeline.what, "who": timeline.who}
    chosen["words"] = timeline.words
    query = urlencode({name: value for name, value in chosen.items() if value})
    history = history_page(
        _narrowed(rows if everything else contacts_among(rows), timeline),
        readable=partial(readable_entries, by=by, lead=lead),
        at=request.now,
        cursor=cursor,
        address=reverse("lead", args=[lead.pk]) + (f"?{query}" if query else ""),
    )
    return {"timeline": timeline, "history": history, "all_history": everything}


def _timeline(request: WebRequest, rows: EntryQuerySet) -> Timeline:
    kinds, people = kinds_of_entries(), [("", _("Everybody")), *people_in(rows)]
    what, who = request.GET.get("what", ""), request.GET.get("who", "")
    return Timeline(
        what=what if what in dict(kinds) else "",
        who=who if who in dict(people) else "",
        words=request.GET.get("words", "").strip()[:100].replace("\x00", ""),
        kinds=kinds,
        people=people,
    )


def _narrowed(rows: EntryQuerySet, timeline: Timeline) -> EntryQuerySet:
    rows = of_kind(rows, timeline.what) if timeline.what else rows
    rows = by_actor(rows, number_in(timeline.who) or 0) if timeline.who else rows
    return with_words(rows, timeline.words) if timeline.words else rows
