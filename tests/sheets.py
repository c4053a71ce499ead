"""Sheets as our own import reads them."""

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from leadwright.foundation import workbooks
from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import Table


def text_of(answer: Any) -> str:
    """Return what an answer says, also one that comes in parts, or packed as a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content and answer.headers.get("Content-Type") == workbooks.MEDIA_TYPE:
        with ZipFile(BytesIO(content)) as package:
            content = b"\n".join(map(package.read, package.namelist()))
    return content.decode(errors="replace")


def table_of(answer: Any) -> Table:
    """Return what the import reads of a file that was handed out."""
    assert answer.status_code == 200, answer.content
    return read_table(b"".join(answer.streaming_content))


def rows_of(answer: Any) -> list[dict[str, str]]:
    """Return the lines of a file that was handed out, by its headings."""
    table = table_of(answer)
    return [dict(zip(table.headers, line.cells, strict=True)) for line in table.lines]


def are_equal(csv: str, xlsx: str, zone: str) -> bool:
    """Tell whether two cells mean the same: one text, one number, or one moment, which a workbook has in a zone."""
    return csv == xlsx or _number(csv) == _number(xlsx) is not None or _is_same_moment(csv, xlsx, zone)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _is_same_moment(csv: str, xlsx: str, zone: str) -> bool:
    try:
        exact, shown = datetime.fromisoformat(csv), datetime.fromisoformat(xlsx)
    except ValueError:
        return False
    if exact.tzinfo is None:
        return False
    return abs(exact - shown.replace(tzinfo=ZoneInfo(zone))) < timedelta(milliseconds=1)
