"""Bring in a file from a shell: it is kept first, then checked or brought in while the caller waits."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.intake import receiving
from leadwright.intake.bringing import Bringing
from leadwright.intake.choosing import chosen_mapping
from leadwright.intake.facts import ImportBegun
from leadwright.intake.files_of_import import open_file
from leadwright.intake.imports import entered
from leadwright.intake.inflow import Inflow, organisation_named
from leadwright.intake.laying_out import LaidOut, laid_out
from leadwright.intake.models import Import, State, Work
from leadwright.intake.reading.tables import USUAL, Reading
from leadwright.intake.receiving import Received
from leadwright.intake.report import Report
from leadwright.intake.spooling import spool
from leadwright.intake.working import bring_in
from leadwright.people.models import User


def import_file(
    path: Path,
    *,
    organisation: str | None = None,
    currency: str = "EUR",
    dry_run: bool = False,
    at: datetime,
    by: User | Party | None = None,
    mapping: Path | None = None,
    source: str = "",
    reading: Reading = USUAL,
) -> Report:
    """Bring in the leads of a file, and of those beside it that belong to it; a trial stores nothing.

    A user brings leads into his own organisation; else one is named, by default the one that hands leads out.
    """
    home = by.organisation if isinstance(by, User) else organisation_named(organisation)
    doer = by or Party(kind="import", id=None, name="Import", organisation_id=home.pk)
    chosen = chosen_mapping(mapping, organisation=home, by=doer).data() if mapping else None
    inflow = Inflow(
        organisation=home, currency=currency.upper(), by=doer, at=at, source=source, mapping=chosen
    )
    inflow.refuse_unless_allowed()
    given = replace(receiving.received(path), reading=reading)
    laid = laid_out(given, (), inflow)

    if not dry_run:
        _keep(laid.main, inflow)
    fitting = inflow.mapping_of(laid.main)
    if laid.main is given:
        laid = replace(laid, beside=tuple(receiving.beside(path, fitting).values()))
    report = tried_out(laid, inflow) if dry_run else bring_in(_begun(laid, inflow), at=at)
    report.left_out = laid.not_used(report.beside.values())
    return report


def tried_out(laid: LaidOut, inflow: Inflow) -> Report:
    """Say what bringing in a file would do, and store nothing."""
    opened = open_file(laid.main, partial(receiving.among, laid.beside), inflow, is_trial=True)
    with spool() as decided:
        Bringing(opened.report, opened.gatherer, inflow, decided).run(lambda: None)
    return opened.report


@transaction.atomic
def _keep(file: Received, inflow: Inflow) -> None:
    """Keep a file as it came, before anybody reads it."""
    receiving.keep(file, organisation=inflow.organisation, by=inflow.by, at=inflow.at)


@transaction.atomic
def _begun(laid: LaidOut, inflow: Inflow) -> Import:
    """Keep the files beside it too, and begin the import."""
    row = entered(laid, inflow, state=State.RUNNING, work=Work.BRING_IN, began_at=inflow.at)
    record(ImportBegun(file_import=row, by=inflow.party, at=inflow.at))
    return row
