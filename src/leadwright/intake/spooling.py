"""What is decided about rows waits in a file of this process until all are: a file of any length costs no memory."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from leadwright.intake.models import Verdict
from leadwright.intake.verdicts import Decided


class Spool:
    """A list that lies on disk: filled once, then read from its beginning, a part at a time."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def put(self, rows: Sequence[Decided]) -> None:
        """Add some rows."""
        # Not `json.dump`: that goes through each value in Python.
        self._file.write(json.dumps([vars(row) for row in rows]) + "\n")

    def parts(self) -> Iterator[list[Decided]]:
        """Return what was added, in the same parts."""
        self._file.seek(0)
        for line in self._file:
            yield [Decided(**row | {"verdict": Verdict(row["verdict"])}) for row in json.loads(line)]


@contextmanager
def spool() -> Iterator[Spool]:
    """Hold a list on disk for a time."""
    with TemporaryFile("w+", encoding="utf-8") as file:
        yield Spool(file)
