"""Keep what comes in, byte for byte, before anybody reads it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from leadwright.foundation.file_kinds import FileKind, kind_of
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.intake.mapping import FileMapping
from leadwright.intake.models import KeptFile
from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import USUAL, Reading, Table, plain_header
from leadwright.people.models import Organisation, User
from leadwright.values.context import Unreadable

LARGEST = 100 * 2**20
MOST_BESIDE = 200
ENOUGH = 65_536
KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsb", ".xls", ".ods", ".jsonl", ".ndjson")
TEXTS = (".csv", ".tsv", ".txt")
OF_LINES = (FileKind.ROWS, FileKind.JSON_LINES)


@dataclass(frozen=True)
class Received:
    """A file with its name, as it came, and how it is to be read; `language` is that of whoever brings it."""

    name: str
    content: bytes
    reading: Reading = USUAL
    language: str = ""

    @cached_property
    def table(self) -> Table:
        """The file as it is read; raises Unreadable."""
        return read_table(self.content, self.reading, language=self.language)

    @cached_property
    def headers(self) -> set[str]:
        """The plain headers of the file; none when it holds no table."""
        try:
            return {plain_header(header) for header in self.table.headers}
        except Unreadable:
            return set()

    @property
    def settled(self) -> Reading:
        """How the file is read from now on: what its bytes do not tell is not guessed a second time."""
        is_assumed = bool(self.headers) and self.table.is_encoding_assumed
        if not is_assumed:
            return self.reading
        return replace(self.reading, encoding=self.table.encoding, is_assumed=True)


def received(path: Path) -> Received:
    """Read a file, unless it is too large."""
    if path.stat().st_size > LARGEST:
        refuse("TOO_LARGE", limit=f"{LARGEST // 2**20} MB")
    return Received(path.name, path.read_bytes())


def again(kept: KeptFile) -> Received:
    """Return a kept file as it was received."""
    return Received(kept.name, bytes(kept.content), kept.how_read)


def beside(path: Path, mapping: FileMapping) -> dict[str, Received]:
    """Return the files in the same folder that belong to a file, each found by its own headers."""
    others = [row for row in sorted(path.parent.iterdir()) if row.suffix.lower() in KINDS and row.is_file()]
    candidates = [other for other in others if not other.samefile(path)][:MOST_BESIDE]
    known = {candidate: _headers(candidate) for candidate in candidates}
    data: dict[str, Received] = {}
    for name, side in mapping.beside.items():
        fitting = [item for item, headers in known.items() if side.signature <= headers]
        if fitting:
            data[name] = received(fitting[0])
    return data


def among(files: Sequence[Received], mapping: FileMapping) -> dict[str, Received]:
    """Return the files that belong to one of a shape, each found by its own headers; of two alike the later.

    Only what seems to belong to it by its first lines is read.
    """
    first = [(file, _first_headers(file)) for file in files] if mapping.beside else []
    return {
        name: file
        for name, side in mapping.beside.items()
        for file, headers in first
        if side.signature <= headers and side.signature <= file.headers
    }


def _first_headers(file: Received) -> set[str]:
    """Return the headers of a file; lines of JSON may have some of them at their end."""
    return (beginning(file) if kind_of(file.content) is FileKind.ROWS else file).headers


def refuse_other_kinds(file: Received) -> None:
    """Refuse at once what is no table, and what is too large; what else is wrong with a file a worker finds out."""
    if len(file.content) > LARGEST:
        refuse("TOO_LARGE", limit=f"{LARGEST // 2**20} MB")
    if not file.content.strip():
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=_("it is empty"))
    kind = kind_of(file.content)
    if kind not in (*OF_LINES, FileKind.WORKBOOK):
        _refuse_unreadable(file)


def _refuse_unreadable(file: Received) -> None:
    try:
        _ = file.table
    except Unreadable as fault:
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=str(fault))


def _headers(path: Path) -> set[str]:
    if path.suffix.lower() not in TEXTS:
        return received(path).headers
    with path.open("rb") as file:
        return beginning(Received(path.name, file.read(ENOUGH))).headers


def beginning(file: Received) -> Received:
    """Return the first lines of a file of lines, by which one knows it; other files as they are."""
    if len(file.content) < ENOUGH or kind_of(file.content) not in OF_LINES:
        return file
    return replace(file, content=file.content[: file.content[:ENOUGH].rfind(b"\n")])


def keep(
    file: Received,
    *,
    organisation: Organisation,
    by: User | Party,
    at: datetime,
    main: KeptFile | None = None,
) -> KeptFile:
    """Store a file as it came; the same bytes are kept once, and read as somebody chose last."""
    kept, is_new = KeptFile.objects.get_or_create(
        organisation=organisation,
        sha256=hashlib.sha256(file.content).hexdigest(),
        main=main,
        defaults={
            "name": file.name[:255],
            "size": len(file.content),
            "content": file.content,
            "reading": file.reading.payload(),
            "received_at": at,
            "received_by": by if isinstance(by, User) else None,
        },
    )
    if not is_new and file.reading != USUAL:
        kept.reading = file.reading.payload()
        kept.save(update_fields=["reading"])
    return kept
