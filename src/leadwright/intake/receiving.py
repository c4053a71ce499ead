"""Keep what comes in, byte for byte, before anybody reads it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.intake.mapping import FileMapping
from leadwright.intake.models import KeptFile
from leadwright.intake.tables import read_headers
from leadwright.people.models import Organisation, User

LARGEST = 100 * 2**20
MOST_BESIDE = 200
ENOUGH = 65_536
KINDS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Received:
    """A file with its name, as it came."""

    name: str
    content: bytes

    @cached_property
    def headers(self) -> set[str]:
        """The plain headers of the file."""
        return read_headers(self.content)


def received(path: Path) -> Received:
    """Read a file, unless it is too large."""
    if path.stat().st_size > LARGEST:
        refuse("TOO_LARGE", limit=f"{LARGEST // 2**20} MB")
    return Received(path.name, path.read_bytes())


def again(kept: KeptFile) -> Received:
    """Return a kept file as it was received."""
    return Received(kept.name, bytes(kept.content))


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
    """Return the files that belong to one of a shape, each found by its own headers; of two alike the later."""
    return {
        name: file
        for name, side in mapping.beside.items()
        for file in files
        if side.signature <= file.headers
    }


def _headers(path: Path) -> set[str]:
    with path.open("rb") as file:
        start = file.read(ENOUGH)
    return read_headers(start if len(start) < ENOUGH else start[: start.rfind(b"\n")])


def keep(
    file: Received,
    *,
    organisation: Organisation,
    by: User | Party,
    at: datetime,
    main: KeptFile | None = None,
) -> KeptFile:
    """Store a file as it came; the same bytes are kept once."""
    kept, _made = KeptFile.objects.get_or_create(
        organisation=organisation,
        sha256=hashlib.sha256(file.content).hexdigest(),
        main=main,
        defaults={
            "name": file.name[:255],
            "size": len(file.content),
            "content": file.content,
            "received_at": at,
            "received_by": by if isinstance(by, User) else None,
        },
    )
    return kept
