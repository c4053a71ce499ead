"""The imports so far, as lines of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, number
from leadwright.intake.models import Import, State
from leadwright.people.models import User

TONES = {
    State.DONE: "won",
    State.FAILED: "lost",
    State.CANCELLED: "quiet",
    State.UNDONE: "quiet",
    State.PAUSED: "pending",
}


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """One import in the list."""

    address: str
    name: str
    state: str
    tone: str
    who: str
    at: object
    mapping: str
    figures: str


def lines_of(rows: Iterable[Import], *, by: User) -> list[ImportLine]:
    """Return imports as a reader sees them."""
    del by
    return [
        ImportLine(
            address=reverse("lead-import-show", args=[row.pk]),
            name=row.file.name,
            state=str(State(row.state).label),
            tone=TONES.get(State(row.state), "pending"),
            who=row.by.name if row.by else _("A command of the server"),
            at=row.last_at,
            mapping=row.summary.get("mapping", ""),
            figures=_figures(row.counts),
        )
        for row in rows
    ]


def _figures(counts: dict[str, int]) -> str:
    locale = locale_of(get_language() or "en")

    def counted(name: str) -> str:
        return number(counts.get(name, 0), locale)

    parts = []
    if counts.get("new"):
        parts.append(ngettext("%(num)s new", "%(num)s new", counts["new"]) % {"num": counted("new")})
    if counts.get("changed"):
        text = ngettext("%(num)s changed", "%(num)s changed", counts["changed"])
        parts.append(text % {"num": counted("changed")})
    if counts.get("refused"):
        text = ngettext("%(num)s refused", "%(num)s refused", counts["refused"])
        parts.append(text % {"num": counted("refused")})
    return ", ".join(parts)
