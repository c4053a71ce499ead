"""What a worker does with an import: check it, bring it in, or take it back; killed on the way, it begins again."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import Count
from django.utils import translation

from leadwright.foundation.collecting import seldom_collected
from leadwright.foundation.copying import copy
from leadwright.foundation.refusals import Refused, sentence_of
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.intake import receiving
from leadwright.intake.aside import Aside, aside
from leadwright.intake.bringing import Bringing
from leadwright.intake.choosing import chosen_mapping
from leadwright.intake.facts import ImportEnded, ImportFailed
from leadwright.intake.files_of_import import opened
from leadwright.intake.inflow import Inflow
from leadwright.intake.models import Import, ImportRow, KeptFile, State, Verdict, Work
from leadwright.intake.models.rows import COUNTED
from leadwright.intake.own_columns import Columns
from leadwright.intake.reading.tables import USUAL
from leadwright.intake.receiving import Received
from leadwright.intake.report import Report
from leadwright.intake.spooling import Spool, spool
from leadwright.intake.summary import still_left_out, still_suggested, summary_of, summary_of_table
from leadwright.intake.undoing import take_back
from leadwright.values.context import Unreadable

log = logging.getLogger("leadwright.imports")
Now = Callable[[], datetime]


class LeftOff(Exception):
    """Somebody paused or cancelled the import, or this process is to stop: what was begun is taken back."""


def work_off(pk: int, *, now: Now, must_stop: Callable[[], bool] = lambda: False) -> None:
    """Go on with an import where a worker is to; who is there first does it alone."""
    with aside(pk) as beside:
        if not beside.holds():
            return
        row = Import.objects.in_progress().filter(pk=pk).select_related("file", "organisation", "by").first()
        if row is None:
            return
        with translation.override(row.by.language if row.by else "en"), seldom_collected():
            _worked(row, beside, now, must_stop)


def _worked(row: Import, beside: Aside, now: Now, must_stop: Callable[[], bool]) -> None:
    try:
        if row.work == Work.UNDO:
            take_back(row, by=party_of(row), at=now(), pulse=partial(_pulse, row, beside, must_stop))
        else:
            bring_in(row, at=now(), pulse=partial(_pulse, row, beside, must_stop))
    except LeftOff:
        log.info("import %s was left off", row.pk)
    except Refused as refused:
        if refused.code != "IMPORT_RUNNING":
            failure = {"detail": refused.sentence, "field": refused.facts.get("field", "")}
            _fail(row.pk, refused.code, failure, at=now())
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        log.exception("import %s broke", row.pk)
        _fail(row.pk, "IMPORT_BROKE", {"detail": sentence_of("IMPORT_BROKE", {})}, at=now())


def _pulse(row: Import, beside: Aside, must_stop: Callable[[], bool], done: int, lines: int = 0) -> None:
    if must_stop() or beside.state() not in (None, row.state):
        raise LeftOff
    beside.note(done, lines)


def bring_in(row: Import, *, at: datetime, pulse: Callable[..., None] = lambda *_: None) -> Report:
    """Check an import, or bring it in: the same, and only the second is kept."""
    inflow = inflow_of(row, at)
    opening = opened(row, inflow, is_trial=row.work == Work.CHECK)
    report = opening.report
    only = _refused_lines(row) if row.is_replay else None
    with spool() as decided:
        bringing = Bringing(
            report,
            opening.gatherer,
            inflow,
            decided,
            only=only,
            pulse=lambda done: pulse(done, len(report.translator.table.lines)),
        )
        bringing.run(lambda: _finish(row, report, decided, at=at))
    return report


def read_again(row: Import, *, mapping: Path | None, at: datetime) -> Report:
    """Read the refused rows of an import once more, while the caller waits, with another mapping if one is given."""
    row.state, row.work, row.is_replay = State.RUNNING, Work.BRING_IN, True
    if mapping:
        chosen = chosen_mapping(mapping, organisation=row.organisation, by=row.by or party_of(row))
        row.mapping = chosen.data()
    row.save(update_fields=["state", "work", "is_replay", "mapping"])
    try:
        return bring_in(row, at=at)
    except Refused:
        Import.objects.filter(pk=row.pk).update(state=State.DONE, is_replay=False)
        raise


def _refused_lines(row: Import) -> set[int]:
    return set(row.rows.filter(verdict=Verdict.REFUSED).values_list("line", flat=True))


def inflow_of(row: Import, at: datetime) -> Inflow:
    """Return where the rows of an import go, and by whom."""
    return Inflow(
        organisation=row.organisation,
        currency=row.currency,
        by=row.by or party_of(row),
        at=at,
        source=row.source,
        columns=Columns.stored(row.columns),
        mapping=row.mapping or None,
        of=row,
    )


def party_of(row: Import) -> Party:
    """Return who brings an import in, as history names him."""
    if row.by is not None:
        return row.by.party()
    return Party(kind="import", id=None, name="Import", organisation_id=row.organisation_id)


@transaction.atomic
def _finish(row: Import, report: Report, decided: Spool, *, at: datetime) -> None:
    """Store what was decided about each row, and that the import has ended, unless somebody stopped it just now."""
    state = Import.objects.select_for_update().filter(pk=row.pk).values_list("state", flat=True).first()
    if state != row.state:
        raise LeftOff
    _store(row, decided)
    row.counts = _counted(row, report)
    if report.mapping.is_suggested:
        row.mapping = report.mapping.data()
    made = summary_of(report, given=_given_beside(row))
    row.summary = made | still_suggested(row.summary, made) | still_left_out(row.summary)
    row.lines = row.progress = len(report.translator.table.lines)
    row.source = row.source or inflow_of(row, at).source_of(report.mapping)
    row.ended_at, row.failure, row.is_replay = at, {}, False
    _settle(row, report)
    row.state = State.CHECKED if row.work == Work.CHECK else State.DONE
    if row.work == Work.BRING_IN:
        row.brought_in_at = row.brought_in_at or at
        record(ImportEnded(file_import=row, counts=row.counts, by=party_of(row), at=at))
    row.version += 1
    row.save()


def _given_beside(row: Import) -> Iterator[Received]:
    """Return the files beside the main one, each held no longer than it is looked at."""
    for file in row.beside.order_by("pk").iterator(chunk_size=1):
        yield receiving.again(file)


def _settle(row: Import, report: Report) -> None:
    """Keep how the files were read: what their bytes do not tell is not guessed a second time."""
    for kept, file in ((row.file, report.file), *_kept_beside(row, report)):
        reading = file.settled.payload()
        if reading != kept.reading:
            KeptFile.objects.filter(pk=kept.pk).update(reading=reading)


def _kept_beside(row: Import, report: Report) -> Iterator[tuple[KeptFile, Received]]:
    named = {file.name: file for file in report.beside.values()}
    for kept in row.beside.defer("content"):
        if kept.name in named:
            yield kept, named[kept.name]


def _store(row: Import, decided: Spool) -> None:
    """Store the verdicts; of a replay they stand in place of the former ones of the same lines."""
    if not row.is_replay:
        rows = row.rows.all()
        rows._raw_delete(rows.db)
    for part in decided.parts():
        if row.is_replay:
            row.rows.filter(line__in=[item.line for item in part]).delete()
        copy(ImportRow, [item.row(row) for item in part])


def _counted(row: Import, report: Report) -> dict[str, int]:
    if not row.is_replay:
        return report.counts
    counts = dict(row.rows.values_list("verdict").annotate(number=Count("pk")))
    return {name: counts.get(verdict.value, 0) for name, verdict in COUNTED.items()} | {
        "assumed": row.rows.filter(is_assumed=True).count()
    }


def _readable_in(row: Import) -> dict[str, Any]:
    """Return what can be said of a file whose check failed: as somebody chose to read it, else as it reads itself."""
    language = row.by.language if row.by else ""
    kept = receiving.again(row.file)
    for file in (kept, replace(kept, reading=USUAL)):
        with suppress(Unreadable):
            return summary_of_table(replace(file, language=language).table, mapping=row.mapping)
    return {}


@transaction.atomic
def _fail(pk: int, code: str, failure: dict[str, object], *, at: datetime) -> None:
    rows = Import.objects.select_for_update(of=("self",)).select_related("file", "by")
    row = rows.get(pk=pk)
    if not row.is_in_progress:
        return
    # What was brought in before stays so, whatever was to be done with it.
    row.state = State.DONE if row.is_replay or row.work == Work.UNDO else State.FAILED
    row.failure, row.ended_at, row.is_replay = {"code": code, **failure}, at, False
    if code != "IMPORT_BROKE" and row.work == Work.CHECK and not row.brought_in_at:
        row.summary, row.counts = _readable_in(row) | still_left_out(row.summary), {}
    row.version += 1
    row.save(update_fields=["state", "failure", "ended_at", "is_replay", "version", "summary", "counts"])
    record(ImportFailed(file_import=row, code=code, by=party_of(row), at=at))
