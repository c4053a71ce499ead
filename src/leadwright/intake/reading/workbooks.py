"""Workbooks (XLSX, XLS, XLSB, ODS), read in a process with narrow limits; their rows come back as text."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _

from leadwright.foundation import isolated
from leadwright.foundation.formulas import bare
from leadwright.intake.reading.tables import Line
from leadwright.values.context import Unreadable

CHILD = Path(__file__).with_name("workbook_child.py")
SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one sheet of a workbook, and the names of all."""

    names: tuple[str, ...]
    name: str
    rows: Iterator[Line]


@contextmanager
def opened(content: bytes, *, sheet: str = "") -> Iterator[Sheet]:
    """Open a sheet of a workbook: the one that is named, else the first that holds something; raises Unreadable."""
    with TemporaryFile() as body, TemporaryFile() as rows:
        shutil.copyfileobj(BytesIO(content), body)
        body.seek(0)
        _read(body, rows, sheet)
        rows.seek(0)
        head = json.loads(rows.readline() or b"null")
        if head is None:
            raise Unreadable(_("it holds no sheet"))
        yield Sheet(names=tuple(head["sheets"]), name=head["sheet"], rows=_lines(rows))


def _read(body: IO[bytes], rows: IO[bytes], sheet: str) -> None:
    try:
        ended = isolated.run(CHILD, sheet, reads=body, writes=rows, seconds=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Unreadable(_unread()) from fault
    if ended:
        raise Unreadable(_unread())


def _unread() -> str:
    return _(
        "this workbook is damaged, locked by a password, or too large; save its sheet as CSV and try again"
    )


def _lines(rows: IO[bytes]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        cells: list[Any] = json.loads(row)
        if any(str(cell).strip() for cell in cells):
            yield Line(number, tuple(map(bare, cells)))
