"""The files of an archive laid out: which of them is the main one, which belong to it, and what is none of both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.file_kinds import FileKind, kind_of, name_of_kind
from leadwright.foundation.refusals import Refused, refuse
from leadwright.foundation.text import storable
from leadwright.intake.choosing import suggestion_for
from leadwright.intake.inflow import Inflow
from leadwright.intake.mapping import LEADS, FileMapping
from leadwright.intake.reading.archives import unpacked
from leadwright.intake.receiving import OF_LINES, Received, beginning
from leadwright.values.context import Unreadable

TABLES = (*OF_LINES, FileKind.WORKBOOK)
# What a file says of itself that holds leads, whatever it is called.
OF_LEADS = frozenset(("status", "amount", "deal_value", "description"))


@dataclass(frozen=True, kw_only=True)
class LaidOut:
    """The main file, those beside it, and what is brought in by nobody, each with the reason."""

    main: Received
    beside: tuple[Received, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> dict[str, Any]:
        """What is said of it before anybody has read it."""
        return {"left_out": [list(row) for row in self.left_out]} if self.left_out else {}


def laid_out(file: Received, beside: Sequence[Received], inflow: Inflow) -> LaidOut:
    """Take apart what is an archive; other files stay as they are."""
    if not any(kind_of(item.content) is FileKind.ARCHIVE for item in (file, *beside)):
        return LaidOut(main=file, beside=tuple(beside))
    others = [part for item in beside for part in _files(item, "beside")]
    if kind_of(file.content) is not FileKind.ARCHIVE:
        tables, left_out = _sorted(others)
        return LaidOut(main=file, beside=tuple(tables), left_out=tuple(left_out))
    tables, left_out = _sorted([*_files(file, "file"), *others])
    main = _main_of(tables, inflow)
    return LaidOut(
        main=replace(main, reading=file.reading),
        beside=tuple(table for table in tables if table is not main),
        left_out=tuple(left_out),
    )


def _files(file: Received, field: str) -> Iterator[Received]:
    """Return the files of an archive, or the file itself where it is none."""
    if kind_of(file.content) is not FileKind.ARCHIVE:
        yield file
        return
    try:
        rows = unpacked(file.content)
    except Unreadable as fault:
        refuse("FIELD_INVALID", field=field, because="FILE_UNREADABLE", reason=str(fault))
    for name, content in rows:
        yield Received(storable(name), content, language=file.language)


def _sorted(files: Sequence[Received]) -> tuple[list[Received], list[tuple[str, str]]]:
    """Part the tables from what cannot be brought in."""
    tables: list[Received] = []
    left_out: list[tuple[str, str]] = []
    for file in files:
        if reason := _reason_against(file):
            left_out.append((file.name, reason))
        else:
            tables.append(file)
    return tables, left_out


def _reason_against(file: Received) -> str:
    if not file.content.strip():
        return _("it is empty")
    kind = kind_of(file.content)
    if kind is FileKind.ARCHIVE:
        return _("it is a compressed file in a compressed file")
    if kind is FileKind.CARDS:
        return _("it holds cards of contacts (vCard); bring them in above the list of contacts")
    if kind not in TABLES:
        return _("it is {kind}, not a table").format(kind=name_of_kind(file.content))
    return "" if beginning(file).headers else _("it holds no table")


def _main_of(tables: Sequence[Received], inflow: Inflow) -> Received:
    """Return the file whose lines are brought in: the only one that is leads, else the only one that is known."""
    if not tables:
        reason = _("this compressed file holds no table")
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=reason)
    known = [(table, mapping) for table in tables if (mapping := _mapping_of(table, inflow))]
    for fitting in (
        [table for table, mapping in known if mapping.kind == LEADS],
        [table for table, _mapping in known],
        [table for table in tables if _looks_like_leads(table, inflow)],
        tables,
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            _ask(fitting)
    raise AssertionError("there is a table")


def _ask(files: Sequence[Received]) -> None:
    """Refuse to guess which of several files is meant."""
    names = ", ".join(sorted(file.name for file in files))
    reason = _("several of its files could be the main one ({names}); unpack it and choose one").format(
        names=names
    )
    refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=reason)


def _mapping_of(file: Received, inflow: Inflow) -> FileMapping | None:
    try:
        return inflow.mapping_of(beginning(file))
    except Refused:
        return None


def _looks_like_leads(file: Received, inflow: Inflow) -> bool:
    try:
        made = suggestion_for(beginning(file), organisation=inflow.organisation, today=inflow.at.date())
    except Refused:
        return False
    return bool(OF_LEADS & made.mapping.fields.keys() and "status" in made.mapping.fields)
