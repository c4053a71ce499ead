"""Files whose columns are called like the fields that they fill."""

import csv
import io
from collections.abc import Mapping

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.intake.bringing import Folder

HEAD = """
title = "Columns called like fields"
signature = ["key", "status"]

[fields]
key = { column = "key" }
status = { column = "status" }
"""


def put_columns(
    folder: Folder, *lines: Mapping[str, str], start: int = 0, status: str = "in-contact", extra: str = ""
) -> None:
    """Write a file with these lines, and the mapping of columns that are called like fields."""
    names = list(dict.fromkeys(name for line in lines for name in line))
    text = io.StringIO()
    writer = csv.DictWriter(text, ["key", "status", *names])
    writer.writeheader()
    writer.writerows(
        {"key": str(start + place), "status": status, **line} for place, line in enumerate(lines, 1)
    )
    folder.put(text.getvalue())
    folder.mapping = folder.folder / "columns.toml"
    fields = (f'"{name}" = {{ column = "{name}" }}' for name in names)
    folder.put(f"{extra}\n" + HEAD + "\n".join(fields), name="columns.toml")


def bring_columns(folder: Folder, *lines: Mapping[str, str], **more: object) -> str:
    """Bring in a file with these lines, and return what is printed."""
    put_columns(folder, *lines, **more)
    return folder.bring()


def statements_for(folder: Folder, *lines: Mapping[str, str], **more: object) -> int:
    """Bring in a file with these lines, and return with how many statements."""
    put_columns(folder, *lines, **more)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        folder.bring()
    return len(queries)
