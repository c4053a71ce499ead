"""What is decided about a row, before it is stored beside its import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leadwright.foundation.new_rows import new_row
from leadwright.foundation.text import storable
from leadwright.intake.models import Import, ImportRow, Verdict

LONGEST_KEY = 200


@dataclass(kw_only=True)
class Decided:
    """A row with its verdict and its reasons, and what it was brought in as."""

    line: int
    cells: Sequence[str]
    verdict: Verdict
    key: str = ""
    is_assumed: bool = False
    reasons: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    subject_kind: str = ""
    subject_id: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)

    def row(self, file_import: Import) -> ImportRow:
        """Return the row as it is stored."""
        return new_row(
            ImportRow,
            file_import=file_import,
            line=self.line,
            verdict=self.verdict.value,
            is_assumed=self.is_assumed,
            key=storable(self.key)[:LONGEST_KEY],
            cells=[storable(cell) for cell in self.cells],
            reasons=[storable(reason) for reason in self.reasons],
            changes=self.changes,
            left=self.left,
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            before=dict(self.before),
        )
