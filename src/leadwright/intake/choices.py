"""What a user says of a file: how it is read, what its columns are, and what its cells should say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.fields.actions import make
from leadwright.fields.models import OwnField
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.intake import receiving
from leadwright.intake.imports import locked, source_in, to_work
from leadwright.intake.mapping_reading import mapping_from
from leadwright.intake.models import Import, State, Verdict, Work
from leadwright.intake.new_words import with_new_words
from leadwright.intake.own_columns import Columns, known_fields
from leadwright.intake.reading.tables import Line, Reading, Table, plain_header
from leadwright.intake.saving import save_mapping
from leadwright.intake.summary import without_suggestion
from leadwright.people.models import User

LONGEST_CELL, MOST_MENDED = 10_000, 1_000


@transaction.atomic
def choose_columns(pk: int, columns: Columns, *, by: User, at: datetime) -> Import:
    """Say which columns are own fields, and how values are written; the file is checked anew.

    A column that the file does not have, or a field that cannot be filled, is refused by its name.
    """
    row = _checked(pk, by)
    known = {item.pk for item in known_fields(row.organisation, by).values()}
    headers = {plain_header(header) for header in row.summary["columns"]}
    if strange := [header for header in columns.fields if plain_header(header) not in headers]:
        text = _("the file has no column “{column}”").format(column=strange[0][:60])
        refuse("FIELD_INVALID", field="columns", reason=text)
    if not set(columns.fields.values()) <= known:
        refuse("FIELD_INVALID", field="columns", reason=_("choose fields that can be filled in"))
    if len(set(columns.fields.values())) < len(columns.fields):
        refuse("FIELD_INVALID", field="columns", reason=_("two columns cannot be the same field"))
    row.columns = columns.payload()
    return to_work(row, Work.CHECK, by=by, at=at)


@transaction.atomic
def choose_reading(pk: int, reading: Reading, *, by: User, at: datetime) -> Import:
    """Say how the file is to be read: its encoding, separator, headings, sheet; it is checked anew."""
    row = _checked(pk, by)
    row.file.reading = reading.payload()
    row.file.save(update_fields=["reading"])
    if row.summary.get("suggested"):
        # What was suggested for other headings is no longer wanted.
        row.mapping, row.summary = {}, without_suggestion(row.summary)
    return to_work(row, Work.CHECK, by=by, at=at)


@transaction.atomic
def choose_mapping(
    pk: int,
    mapping: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    source: str | None = None,
    saved_as: Mapping[str, Any] | None = None,
) -> Import:
    """Say what each column is; a file that was brought in already is brought in again along the new mapping.

    A word of a list that means `+` is made a row of that list, if one may.
    `saved_as` names the mapping for files to come; then it is saved too, or nothing happens.
    """
    row = locked(pk, by)
    if row.is_in_progress:
        refuse("IMPORT_UNDER_WAY")
    mapping_from(mapping)
    row.mapping = with_new_words(mapping, by=by, at=at)
    row.summary = without_suggestion(row.summary)
    if source is not None:
        row.source = source_in(source)
    if saved_as:
        save_mapping({**saved_as, "definition": row.mapping}, by=by, at=at)
    return to_work(row, Work.CHECK, by=by, at=at)


@transaction.atomic
def mend(pk: int, line: int, cells: Mapping[str, Any], *, by: User, at: datetime) -> Import:
    """Put cells of a row right, by the headers of their columns; what was refused is read anew."""
    row = locked(pk, by)
    if row.is_in_progress:
        refuse("IMPORT_UNDER_WAY")
    item = row.rows.filter(line=line).first()
    if item is None:
        raise NotFound
    if row.brought_in_at and item.verdict != Verdict.REFUSED:
        refuse("IMPORT_DONE")
    headers = {plain_header(header) for header in row.summary.get("headers", ())}
    row.mended = {**row.mended, str(line): {**row.mended.get(str(line), {}), **_mended(cells, headers)}}
    if len(row.mended) > MOST_MENDED:
        reason = _("at most {number} rows; put the others right in the file").format(number=MOST_MENDED)
        refuse("FIELD_INVALID", field="cells", reason=reason)
    row.is_replay = row.state == State.DONE
    return to_work(row, Work.BRING_IN if row.is_replay else Work.CHECK, by=by, at=at)


def _mended(cells: Mapping[str, Any], headers: set[str]) -> dict[str, str]:
    if not cells:
        refuse("FIELD_REQUIRED", field="cells")
    for header, text in cells.items():
        if plain_header(header) not in headers:
            reason = _("the file has no column “{column}”").format(column=header[:60])
            refuse("FIELD_INVALID", field="cells", reason=reason)
        if not isinstance(text, str) or len(text) > LONGEST_CELL:
            reason = _("write a text of at most {number} characters").format(number=LONGEST_CELL)
            refuse("FIELD_INVALID", field=f"cells.{header[:60]}", reason=reason)
    return {plain_header(header): text for header, text in cells.items()}


@transaction.atomic
def make_field_of(pk: int, header: str, data: Mapping[str, Any], *, by: User, at: datetime) -> OwnField:
    """Make a column of what was checked an own field, in one go: the field, and that the column is it."""
    row = _checked(pk, by)
    field = make(data, by=by, at=at)
    columns = Columns.stored(row.columns)
    choose_columns(pk, replace(columns, fields={**columns.fields, header: field.pk}), by=by, at=at)
    return field


def column_of(row: Import, header: str) -> Table:
    """Return what a file says in one of its columns alone; a header that it does not have is refused as absent."""
    table = receiving.again(row.file).table
    place = table.places().get(plain_header(header))
    if place is None:
        raise NotFound
    lines = [
        Line(line.number, line.cells[place : place + 1]) for line in table.lines if len(line.cells) > place
    ]
    return Table([table.headers[place]], lines)


def _checked(pk: int, by: User) -> Import:
    """Return an own import that can still be read and mapped otherwise."""
    row = locked(pk, by)
    if row.brought_in_at:
        refuse("IMPORT_DONE")
    if row.is_in_progress:
        refuse("IMPORT_UNDER_WAY")
    return row
