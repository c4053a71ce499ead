"""A suggestion as somebody at a shell reads it: a mapping in TOML, with what is known of each column above it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from leadwright.foundation.text import storable
from leadwright.history.facts import Party
from leadwright.intake.choosing import suggestion_for
from leadwright.intake.inflow import Inflow, organisation_named
from leadwright.intake.laying_out import laid_out
from leadwright.intake.mapping_writing import toml_of
from leadwright.intake.reading.tables import Reading
from leadwright.intake.receiving import received
from leadwright.intake.suggesting import Suggestion


def suggestion_lines(
    path: Path, *, organisation: str | None, reading: Reading, at: datetime
) -> Iterator[str]:
    """Return what is suggested for a file in a company that is named, a line at a time."""
    home = organisation_named(organisation)
    doer = Party(kind="import", id=None, name="Import", organisation_id=home.pk)
    inflow = Inflow(organisation=home, currency="EUR", by=doer, at=at)
    laid = laid_out(replace(received(path), reading=reading), (), inflow)
    if left := laid.not_used(()):
        yield _comment(f"{laid.main.name}; left out: {', '.join(left)}")
    yield from lines_of(suggestion_for(laid.main, organisation=home, today=at.date()))


def lines_of(suggestion: Suggestion) -> Iterator[str]:
    """Return a suggestion, a line at a time; all of it is a mapping that the command takes."""
    for column in suggestion.columns:
        goes = f"{column.field} ({column.how})" if column.field else "left out"
        samples = f", such as {', '.join(column.samples)}" if column.samples else ""
        yield _comment(f"{column.header} ← {goes}{samples}")
    for header, value in suggestion.unmatched:
        lines = f"{value.rows:,} {'line' if value.rows == 1 else 'lines'}"
        yield _comment(f"{header}: nobody knows what “{value.text}” means ({lines})")
    yield ""
    yield from toml_of(suggestion.mapping).splitlines()


def _comment(text: str) -> str:
    return "# " + storable(" ".join(text.split()))
