"""The shapes of imports and their rows."""

from datetime import datetime
from typing import Any

from typing_extensions import TypedDict


class ImportCounts(TypedDict, total=False):
    """How many rows became what; `assumed` rows are in the others too."""

    new: int
    changed: int
    unchanged: int
    duplicates: int
    refused: int
    assumed: int


class ImportFile(TypedDict):
    """A file of an import."""

    name: str
    size: int


class ImportFailure(TypedDict):
    """Why an import failed: a code of the refusals, its sentence, and the input that has to change."""

    code: str
    detail: str
    field: str


class ImportUndone(TypedDict):
    """How much of an undone import went, and how much stays since somebody touched it."""

    taken_back: int
    spared: int


class ImportedField(TypedDict):
    """One field of a mapping, the columns that fill it, and an example."""

    field: str
    columns: list[str]
    example: str


class ImportInList(TypedDict):
    """An import as it stands in the list."""

    id: int
    state: str
    work: str
    file: ImportFile
    source: str
    mapping: str
    by: int | None
    put_up_at: datetime
    ended_at: datetime | None
    brought_in_at: datetime | None
    lines: int
    progress: int
    counts: ImportCounts
    failure: ImportFailure | None


class Import(ImportInList):
    """An import with what its file was read as."""

    version: int
    currency: str
    beside: list[ImportFile]
    fields: list[ImportedField]
    unused: list[str]
    # Files of an archive that nobody can bring in, each with the reason.
    left_out: list[dict[str, str]]
    assumed: list[dict[str, Any]]
    questions: list[dict[str, str]]
    remarks: list[str]
    undone: ImportUndone | None
    spared: list[dict[str, Any]]


class ImportRow(TypedDict):
    """A row of an import with its verdict: what it says by column, why it was decided so, and the lead that it is."""

    line: int
    verdict: str
    assumed: bool
    key: str
    cells: dict[str, str]
    reasons: list[str]
    changes: list[str]
    left: list[str]
    lead: int | None
