"""The rows of an import as a file of the same columns, with verdicts and reasons: put right, it comes in again."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from leadwright.foundation.cells import Cell
from leadwright.foundation.sheets import CHUNK, Heading, Sheet, Wanted
from leadwright.intake.models import Import, ImportRow, ImportRowQuerySet

VERDICT, REASONS = "Verdict", "Reasons"


def corrected_rows(row: Import, verdict: str, wanted: Wanted) -> Sheet:
    """Return the rows of an import, all or those of one verdict, in the order of their lines."""
    rows = ImportRow.objects.filter(file_import=row).order_by("line")
    headers = list(row.summary.get("headers", ()))
    names = [*headers, VERDICT, REASONS]
    zone = ZoneInfo(row.organisation.time_zone)
    return Sheet(
        name="rows",
        headings=[Heading(key=name, words=name) for name in names],
        parts=_parts(rows.with_verdict(verdict) if verdict else rows, len(headers)),
        wanted=wanted,
        zone=zone,
        noted=lambda: None,
    )


def _parts(rows: ImportRowQuerySet, width: int) -> Iterator[list[list[Cell]]]:
    waiting: list[list[Cell]] = []
    for row in rows.iterator(chunk_size=CHUNK):
        cells = [*row.cells, *[""] * width][:width]
        waiting.append([*cells, row.verdict, "; ".join(row.reasons)])
        if len(waiting) == CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
