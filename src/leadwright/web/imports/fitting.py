"""What is left of a mapping that does not fit a file: what reads columns that the file has."""

from collections.abc import Mapping, Sequence
from typing import Any

from leadwright.intake.mapping import columns_in
from leadwright.intake.reading.tables import plain_header

# By these a shape is recognised that the file does not have.
OF_THE_SHAPE = ("signature", "entity", "synonyms", "beside")


def readable_in(definition: Mapping[str, Any], headers: Sequence[str]) -> dict[str, Any]:
    """Return a mapping without what reads columns that a file lacks, and without the shape of another file."""
    known = {plain_header(header) for header in headers}
    made = {name: value for name, value in definition.items() if name not in OF_THE_SHAPE}
    fields = {name: _source(source, known) for name, source in definition["fields"].items()}
    return made | {"fields": {name: source for name, source in fields.items() if source}}


def _source(source: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    columns = [column for column in _columns(source) if plain_header(column) in known]
    lines = [line for line in source.get("lines", ()) if _is_readable(line, known)]
    when = [row for row in source.get("when", ()) if plain_header(row.get("column", "")) in known]
    rest = ("column", "columns", "lines", "when")
    made = {name: value for name, value in source.items() if name not in rest}
    made |= {name: rows for name, rows in (("columns", columns), ("lines", lines), ("when", when)) if rows}
    return made if made.keys() & {"columns", "lines", "when", "value", "when_empty"} else {}


def _columns(source: Mapping[str, Any]) -> list[str]:
    return list(source.get("columns") or ([source["column"]] if "column" in source else []))


def _is_readable(line: str, known: set[str]) -> bool:
    return all(plain_header(name) in known for name in columns_in(line))
