"""The lines of a file as rows of one kind: those that were read, those that were not, and cells that were not."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from leadwright.intake.cells import Unread
from leadwright.intake.consent_rows import SaidOfConsent
from leadwright.intake.reading.tables import Line

Row = TypeVar("Row")


@dataclass
class KindRows(Generic[Row]):
    """Rows that a room takes in, lines with the reason why they are none, cells that cannot be read, and consents."""

    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[Line, str]] = field(default_factory=list)
    unread: list[tuple[Line, Unread]] = field(default_factory=list)
    consents: list[SaidOfConsent] = field(default_factory=list)
