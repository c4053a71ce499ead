"""Sheets as our own import reads them."""

from typing import Any

from leadwright.intake.tables import Table, read_table


def text_of(answer: Any) -> str:
    """Return what an answer says, also one that comes in parts."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def table_of(answer: Any) -> Table:
    """Return what the import reads of a file that was handed out."""
    assert answer.status_code == 200, answer.content
    return read_table(b"".join(answer.streaming_content))


def rows_of(answer: Any) -> list[dict[str, str]]:
    """Return the lines of a file that was handed out, by its headings."""
    table = table_of(answer)
    return [dict(zip(table.headers, line.cells, strict=True)) for line in table.lines]
