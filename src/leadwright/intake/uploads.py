"""What a user puts up on a page: kept and tried out first, then brought in or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.fields.actions import make
from leadwright.fields.models import OwnField
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.intake import receiving
from leadwright.intake.actions import NO_COLUMNS, Inflow, alone_in, bring_in, replay, try_out
from leadwright.intake.models import KeptFile, Upload
from leadwright.intake.own_columns import Columns, known_fields
from leadwright.intake.receiving import Received
from leadwright.intake.summary import summary_of
from leadwright.intake.tables import Line, Table, plain_header, read_table
from leadwright.people.access import require
from leadwright.people.models import User


@transaction.atomic
def put_up(file: Received, beside: Sequence[Received], *, currency: str, by: User, at: datetime) -> Upload:
    """Keep a file and what belongs to it, and tell what would become of it; what is refused is not kept."""
    require(by, "lead.import")
    inflow = _inflow(currency, by, at)
    kept = receiving.keep(file, organisation=by.organisation, by=by, at=at)
    report = try_out(file, partial(receiving.among, beside), inflow=inflow)
    belonging = [
        receiving.keep(row, organisation=by.organisation, by=by, at=at, main=kept)
        for row in report.beside.values()
    ]
    upload = Upload.objects.create(
        organisation=by.organisation,
        by=by,
        file=kept,
        currency=inflow.currency,
        put_up_at=at,
        summary=summary_of(report, given=beside),
        columns=Columns.usual(by.organisation.country).payload(),
    )
    upload.beside.set(belonging)
    return upload


@transaction.atomic
def bring_in_upload(pk: int, *, by: User, at: datetime) -> Upload:
    """Bring in what was tried out, once; a second time nothing happens."""
    upload = _locked(pk, by)
    if upload.brought_in_at:
        return upload
    files = [receiving.again(row) for row in upload.beside.order_by("pk")]
    inflow = _inflow(upload.currency, by, at, _columns(upload))
    report = bring_in(receiving.again(upload.file), partial(receiving.among, files), inflow=inflow)
    upload.summary, upload.brought_in_at = summary_of(report, given=files), at
    upload.save(update_fields=["summary", "brought_in_at"])
    return upload


@transaction.atomic
def read_again(pk: int, *, by: User, at: datetime) -> Upload:
    """Read a file that was brought in once more: what waited comes in as far as it can be read by now."""
    upload = _locked(pk, by)
    if upload.brought_in_at is None:
        refuse("IMPORT_NOT_DONE")
    report = replay(upload.file, inflow=_inflow(upload.currency, by, at, _columns(upload)))
    upload.summary = summary_of(
        report, given=[receiving.again(file) for file in upload.beside.order_by("pk")]
    )
    upload.save(update_fields=["summary"])
    return upload


@transaction.atomic
def throw_away(pk: int, *, by: User) -> None:
    """Forget what was tried out and not brought in; a file that was kept for nothing else goes with it."""
    upload = _locked(pk, by)
    if upload.brought_in_at:
        refuse("IMPORT_DONE")
    upload.delete()
    rows = KeptFile.objects.filter(pk=upload.file_id, received_by=by, received_at=upload.put_up_at)
    rows.filter(uploads=None, adopted=None, quarantined=None).delete()


@transaction.atomic
def choose_columns(pk: int, columns: Columns, *, by: User, at: datetime) -> Upload:
    """Say which columns of what was tried out are own fields, and how its values are written; it is tried out anew.

    A column that the file does not have, or a field that cannot be filled, is refused by its name.
    """
    upload = _locked(pk, by)
    if upload.brought_in_at:
        refuse("IMPORT_DONE")
    known = {row.pk for row in known_fields(upload.organisation, by).values()}
    headers = {plain_header(header) for header in upload.summary["columns"]}
    if strange := [header for header in columns.fields if plain_header(header) not in headers]:
        text = _("the file has no column “{column}”").format(column=strange[0][:60])
        refuse("FIELD_INVALID", field="columns", reason=text)
    if not set(columns.fields.values()) <= known:
        refuse("FIELD_INVALID", field="columns", reason=_("choose fields that can be filled in"))
    if len(set(columns.fields.values())) < len(columns.fields):
        refuse("FIELD_INVALID", field="columns", reason=_("two columns cannot be the same field"))
    return _tried_anew(upload, columns, by=by, at=at)


@transaction.atomic
def make_field_of(pk: int, header: str, data: Mapping[str, Any], *, by: User, at: datetime) -> OwnField:
    """Make a column of what was tried out an own field, in one go: the field, and that the column is it."""
    upload = _locked(pk, by)
    row = make(data, by=by, at=at)
    columns = _columns(upload)
    chosen = {**columns.fields, header: row.pk}
    choose_columns(pk, replace(columns, fields=chosen), by=by, at=at)
    return row


def _tried_anew(upload: Upload, columns: Columns, *, by: User, at: datetime) -> Upload:
    files = [receiving.again(row) for row in upload.beside.order_by("pk")]
    inflow = _inflow(upload.currency, by, at, columns)
    report = try_out(receiving.again(upload.file), partial(receiving.among, files), inflow=inflow)
    upload.columns, upload.summary = columns.payload(), summary_of(report, given=files)
    upload.save(update_fields=["columns", "summary"])
    return upload


def column_of(upload: Upload, header: str) -> Table:
    """Return what a file says in one of its columns alone; a header that it does not have is refused as absent."""
    table = read_table(receiving.again(upload.file).content)
    place = table.places().get(plain_header(header))
    if place is None:
        raise NotFound
    lines = [
        Line(line.number, line.cells[place : place + 1]) for line in table.lines if len(line.cells) > place
    ]
    return Table([table.headers[place]], lines)


def _columns(upload: Upload) -> Columns:
    return Columns.stored(upload.columns)


def _inflow(currency: str, by: User, at: datetime, columns: Columns = NO_COLUMNS) -> Inflow:
    return Inflow(
        organisation=by.organisation, currency=currency.strip().upper(), by=by, at=at, columns=columns
    )


def _locked(pk: int, by: User) -> Upload:
    """Return an own upload, alone with it; who comes while it is brought in is told so."""
    upload = Upload.objects.within_reach(by, "lead.import").fetch(pk)
    require(by, "lead.import")
    alone_in(upload.organisation)
    result = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if result is None:
        raise NotFound
    return result
