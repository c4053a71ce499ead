"""What a user does with imports: put a file up, say how it is read, let it in, stop it, take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.record import record
from leadwright.intake import receiving
from leadwright.intake.bringing import take_time
from leadwright.intake.facts import (
    ImportBegun,
    ImportCancelled,
    ImportFact,
    ImportPaused,
    ImportResumed,
    ImportThrownAway,
)
from leadwright.intake.inflow import LONGEST_SOURCE, Inflow
from leadwright.intake.laying_out import LaidOut, laid_out
from leadwright.intake.mapping_reading import mapping_from
from leadwright.intake.models import Import, KeptFile, State, Work
from leadwright.intake.new_words import with_new_words
from leadwright.intake.own_columns import Columns
from leadwright.intake.questions import poke_importer
from leadwright.intake.receiving import Received
from leadwright.people.access import require
from leadwright.people.models import User

# From these an import can begin to bring in.
READY = (State.CHECKED, State.PAUSED, State.CANCELLED, State.FAILED, State.UNDONE)


@transaction.atomic
def put_up(
    file: Received,
    beside: Sequence[Received],
    *,
    currency: str,
    by: User,
    at: datetime,
    source: str = "",
    mapping: Mapping[str, Any] | None = None,
    is_trial: bool = True,
) -> Import:
    """Keep a file and what comes with it; a worker checks it, or brings it in at once where it is no trial.

    Of an archive the files in it are kept.
    """
    require(by, "lead.import")
    inflow = Inflow(
        organisation=by.organisation,
        currency=currency.strip().upper(),
        by=by,
        at=at,
        source=source_in(source),
        columns=Columns.usual(by.organisation.country),
        mapping=dict(mapping or {}),
    )
    inflow.refuse_unless_allowed()
    if mapping:
        mapping_from(mapping)
        inflow = replace(inflow, mapping=with_new_words(mapping, by=by, at=at))
    take_time()
    laid = laid_out(file, beside, inflow)
    receiving.refuse_other_kinds(laid.main)
    row = entered(laid, inflow)
    return to_work(row, Work.CHECK if is_trial else Work.BRING_IN, by=by, at=at)


def entered(laid: LaidOut, inflow: Inflow, **more: Any) -> Import:
    """Enter an import of these files, which are kept."""
    home, by, at = inflow.organisation, inflow.by, inflow.at
    kept = receiving.keep(laid.main, organisation=home, by=by, at=at)
    files = [receiving.keep(file, organisation=home, by=by, at=at, main=kept) for file in laid.beside]
    row = Import.objects.create(
        organisation=home,
        by=by if isinstance(by, User) else None,
        file=kept,
        source=inflow.source,
        currency=inflow.currency,
        mapping=inflow.mapping or {},
        columns=inflow.columns.payload(),
        summary=laid.summary,
        put_up_at=at,
        **more,
    )
    row.beside.set(files)
    return row


def source_in(text: str) -> str:
    """Return the name of a source; one that is too long is refused."""
    name = " ".join(text.split())
    if len(name) > LONGEST_SOURCE:
        reason = _("at most {number} characters").format(number=LONGEST_SOURCE)
        refuse("FIELD_INVALID", field="source", reason=reason)
    return name


@transaction.atomic
def run(pk: int, *, by: User, at: datetime) -> Import:
    """Let a worker bring in what was checked; one that is brought in, or under way to it, stays as it is."""
    row = locked(pk, by)
    if row.state == State.DONE or (row.state == State.RUNNING and row.work == Work.BRING_IN):
        return row
    if row.state not in READY:
        refuse("IMPORT_UNDER_WAY")
    if row.state == State.CHECKED and not (row.counts.get("new") or row.counts.get("changed")):
        refuse("IMPORT_EMPTY")
    return to_work(row, Work.BRING_IN, by=by, at=at)


@transaction.atomic
def replay(pk: int, *, by: User, at: datetime) -> Import:
    """Let a worker read the refused rows of an import once more: what can be read by now comes in.

    What was only checked is checked anew.
    """
    row = locked(pk, by)
    if row.state == State.CHECKED:
        return to_work(row, Work.CHECK, by=by, at=at)
    if row.state != State.DONE:
        refuse("IMPORT_UNDER_WAY" if row.is_in_progress else "IMPORT_NOT_DONE")
    row.is_replay = True
    return to_work(row, Work.BRING_IN, by=by, at=at)


@transaction.atomic
def pause(pk: int, *, by: User, at: datetime) -> Import:
    """Let an import rest: what a worker had begun is taken back, and begins anew when it goes on."""
    row = locked(pk, by)
    if not row.is_in_progress:
        refuse("IMPORT_RESTS")
    return _moved(row, State.PAUSED, ImportPaused(file_import=row, by=by.party(), at=at))


@transaction.atomic
def resume(pk: int, *, by: User, at: datetime) -> Import:
    """Let a paused import go on."""
    row = locked(pk, by)
    if row.state != State.PAUSED:
        refuse("IMPORT_NOT_PAUSED")
    state = State.CHECKING if row.work == Work.CHECK else State.RUNNING
    moved = _moved(row, state, ImportResumed(file_import=row, by=by.party(), at=at))
    transaction.on_commit(lambda: poke_importer(pk), robust=True)
    return moved


@transaction.atomic
def cancel(pk: int, *, by: User, at: datetime) -> Import:
    """Stop an import that is under way or paused: nothing of it comes in, and what was to be undone stays."""
    row = locked(pk, by)
    if not row.is_in_progress and row.state != State.PAUSED:
        refuse("IMPORT_RESTS")
    row.ended_at, row.progress = at, 0
    state = State.DONE if row.is_replay or row.work == Work.UNDO else State.CANCELLED
    row.is_replay = False
    return _moved(row, state, ImportCancelled(file_import=row, by=by.party(), at=at))


@transaction.atomic
def undo(pk: int, *, by: User, at: datetime) -> Import:
    """Let a worker take back what an import made and changed, but for what somebody touched since."""
    row = locked(pk, by)
    if row.state == State.UNDONE:
        return row
    if row.is_in_progress or not row.is_done:
        refuse("IMPORT_UNDER_WAY" if row.is_in_progress else "IMPORT_NOT_DONE")
    return to_work(row, Work.UNDO, by=by, at=at)


@transaction.atomic
def throw_away(pk: int, *, by: User, at: datetime) -> None:
    """Forget what was never brought in; a file that was kept for nothing else goes with it."""
    row = locked(pk, by)
    if row.brought_in_at:
        refuse("IMPORT_DONE")
    if row.is_in_progress and row.work != Work.CHECK:
        refuse("IMPORT_UNDER_WAY")
    record(ImportThrownAway(file_import=row, by=by.party(), at=at))
    row.delete()
    files = KeptFile.objects.filter(pk=row.file_id, received_by=by, received_at=row.put_up_at)
    files.filter(imports=None, adopted=None).delete()


def to_work(row: Import, work: Work, *, by: User, at: datetime) -> Import:
    """Let a worker do something with an import as soon as this is committed."""
    row.work, row.began_at, row.progress, row.failure = work, at, 0, {}
    row.state = State.CHECKING if work == Work.CHECK else State.RUNNING
    row.version += 1
    row.save()
    if work != Work.CHECK:
        record(ImportBegun(file_import=row, by=by.party(), at=at))
    transaction.on_commit(lambda: poke_importer(row.pk), robust=True)
    return row


def _moved(row: Import, state: State, fact: ImportFact) -> Import:
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version", "ended_at", "progress", "is_replay"])
    record(fact)
    return row


def locked(pk: int, by: User) -> Import:
    """Lock an import within reach, and return what it has become."""
    row = Import.objects.within_reach(by, "lead.import").fetch(pk)
    require(by, "lead.import")
    result = Import.objects.select_for_update(of=("self",)).select_related("file", "organisation", "by")
    locked = result.filter(pk=row.pk).first()
    if locked is None:
        raise NotFound
    return locked
