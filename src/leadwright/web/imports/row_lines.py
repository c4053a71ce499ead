"""Rows of an import as a page shows them, and the filters above them with their figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, number
from leadwright.intake.mapping import is_own
from leadwright.intake.models import Import, ImportRow, Verdict
from leadwright.intake.words import COUNTS
from leadwright.leads.fields import BY_NAME, label_of

TONES = {
    Verdict.NEW: "won",
    Verdict.CHANGED: "pending",
    Verdict.UNCHANGED: "quiet",
    Verdict.DUPLICATE: "quiet",
    Verdict.REFUSED: "lost",
}
FILTERS = ("new", "changed", "unchanged", "duplicates", "refused", "assumed")
MOST_CELLS = 6


@dataclass(frozen=True, kw_only=True)
class RowFilter:
    """A verdict with how many rows have it, and where they are listed."""

    label: str
    number: str
    address: str
    is_now: bool
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class RowLine:
    """A row: its line, its verdict, the beginning of what it says, and why."""

    line: int
    verdict: str
    tone: str
    is_assumed: bool
    cells: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    changes: str
    left: str
    lead: int | None
    address: str


def filters_of(row: Import, verdict: str) -> list[RowFilter]:
    """Return the verdicts that there are, with their figures."""
    here = reverse("lead-import-rows", args=[row.pk])
    locale = locale_of(get_language() or "en")
    everything = RowFilter(label=_("All"), number=number(row.lines, locale), address=here, is_now=not verdict)
    return [everything] + [
        RowFilter(
            label=str(COUNTS[name]),
            number=number(row.counts.get(name, 0), locale),
            address=f"{here}?verdict={name}",
            is_now=name == verdict,
            is_late=name == "refused",
        )
        for name in FILTERS
        if row.counts.get(name) or name == verdict
    ]


def row_lines(row: Import, rows: Iterable[ImportRow]) -> list[RowLine]:
    """Return rows as they are shown."""
    headers = row.summary.get("headers", [])
    may_mend = not row.is_in_progress
    return [
        RowLine(
            line=item.line,
            verdict=str(Verdict(item.verdict).label),
            tone=TONES[Verdict(item.verdict)],
            is_assumed=item.is_assumed,
            cells=_cells(headers, item.cells),
            reasons=tuple(item.reasons),
            changes=_named(item.changes),
            left=_named(item.left),
            lead=item.subject_id if item.subject_kind == "lead" else None,
            address=_address(row, item) if may_mend else "",
        )
        for item in rows
    ]


def _address(row: Import, item: ImportRow) -> str:
    """Return where a row is put right; what came in is changed where it is now."""
    if row.brought_in_at and item.verdict != Verdict.REFUSED:
        return ""
    return reverse("lead-import-row", args=[row.pk, item.line])


def _cells(headers: Sequence[str], cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
    filled = [(header, text) for header, text in zip(headers, cells, strict=False) if text.strip()]
    return tuple(filled[:MOST_CELLS])


def _named(columns: Sequence[str]) -> str:
    """Return what people call the columns of a lead that follow a row, or do not."""
    return ", ".join(dict.fromkeys(_name(column) for column in columns))


def _name(column: str) -> str:
    name = column.partition(".")[0].removesuffix("_id")
    return label_of(name) if name in BY_NAME and not is_own(column) else name.replace("_", " ")
