"""The columns of a file as the page draws them: samples, how each was matched, where it goes, what its words mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, number
from leadwright.intake.suggesting import CONTENT, HEADER, NONE, SYNONYM

MATCHES: Mapping[str, tuple[Promise, str]] = {
    HEADER: (gettext_lazy("Same name"), "won"),
    SYNONYM: (gettext_lazy("Word for it"), "won"),
    CONTENT: (gettext_lazy("By content"), "pending"),
    NONE: (gettext_lazy("A guess"), "gap"),
}


@dataclass(frozen=True, kw_only=True)
class WordLine:
    """A word of a column, on how many rows it stands, and the choice of what it becomes."""

    choice: forms.BoundField
    times: int
    is_known: bool


@dataclass(frozen=True, kw_only=True)
class ColumnLine:
    """A column, how it was matched, and the choice of where it goes; of a list also what its words become."""

    choice: forms.BoundField
    samples: tuple[str, ...]
    match: str
    tone: str
    words: tuple[WordLine, ...] = ()
    further: tuple[forms.BoundField, ...] = ()

    @property
    def unknown(self) -> int:
        """How many of its words mean nothing here."""
        return sum(not word.is_known for word in self.words)


def match_of(header: str, goes: str, matched: Mapping[str, str]) -> tuple[str, str]:
    """Return how a column came to where it goes, in words, and the tone of the tag that says so."""
    if not goes:
        return _("Left out"), "plain"
    if header not in matched:
        return _("In the mapping"), "won"
    words, tone = MATCHES[matched[header]]
    return str(words), tone


def figures_of(columns: Sequence[ColumnLine], lines: int, matched: Mapping[str, str]) -> str:
    """Return how many rows and columns a file has, and how its columns came to where they go."""
    locale = locale_of(get_language() or "en")
    rows = ngettext("%(num)s row", "%(num)s rows", lines) % {"num": number(lines, locale)}
    counted = ngettext("%(num)s column", "%(num)s columns", len(columns)) % {
        "num": number(len(columns), locale)
    }
    return f"{rows}, {counted}. {suggestion_in_words(matched)}".strip()


def suggestion_in_words(matched: Mapping[str, str]) -> str:
    """Return how many columns of a suggestion were matched by what, in one sentence; nothing where none was."""
    times = Counter(matched.values())
    said = (
        (HEADER, ngettext("%(num)d column by its name", "%(num)d columns by their names", times[HEADER])),
        (
            SYNONYM,
            ngettext("%(num)d column by a word for it", "%(num)d columns by words for them", times[SYNONYM]),
        ),
        (CONTENT, ngettext("%(num)d by what it holds", "%(num)d by what they hold", times[CONTENT])),
        (NONE, ngettext("%(num)d left out", "%(num)d left out", times[NONE])),
    )
    parts = [text % {"num": times[how]} for how, text in said if times[how]]
    return _("Matched: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def suggested_in_words(data: Mapping[str, Any]) -> str:
    """Return how the columns of a file were matched that no mapping knows, until somebody has looked at them."""
    if not data.get("suggested"):
        return ""
    matched = suggestion_in_words(dict(data.get("matched", ())))
    return " ".join(filter(None, (_("No mapping knows this file."), matched)))
