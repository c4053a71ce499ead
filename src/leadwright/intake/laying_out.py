"""The files of an archive laid out: which of them is the main one, which belong to it, and what is none of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
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

# How long the files of an archive may be looked at, but for the last of them.
SECONDS = 30
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

    def not_used(self, used: Iterable[Received]) -> list[str]:
        """Return the files of which nothing comes in, where there is a reason with it."""
        taken = {(file.name, file.content) for file in used}
        unused = [file.name for file in self.beside if (file.name, file.content) not in taken]
        return [*unused, *(f"{name} ({reason})" for name, reason in self.left_out)]


def laid_out(file: Received, beside: Sequence[Received], inflow: Inflow) -> LaidOut:
    """Take apart what is an archive; other files stay as they are."""
    if not any(kind_of(item.content) is FileKind.ARCHIVE for item in (file, *beside)):
        return LaidOut(main=file, beside=tuple(beside))
    sorting = _Sorting()
    is_packed = kind_of(file.content) is FileKind.ARCHIVE
    if is_packed:
        sorting.take(file, "file")
    for item in beside:
        sorting.take(item, "beside")
    main = _main_of(sorting.tables, inflow) if is_packed else file
    return LaidOut(
        main=replace(main, reading=file.reading),
        beside=tuple(table for table in sorting.tables if table is not main),
        left_out=tuple(sorting.left_out),
    )


class _Sorting:
    """Parts the tables of some archives from what cannot be brought in."""

    def __init__(self) -> None:
        self.tables: list[Received] = []
        self.left_out: list[tuple[str, str]] = []
        self.ends = monotonic() + SECONDS

    def take(self, file: Received, field: str) -> None:
        """Sort the files of an archive, or the file itself where it is none."""
        if kind_of(file.content) is not FileKind.ARCHIVE:
            self._put(file)
            return
        try:
            members = unpacked(file.content)
        except Unreadable as fault:
            refuse("FIELD_INVALID", field=field, because="FILE_UNREADABLE", reason=str(fault))
        for member in members:
            if monotonic() > self.ends:
                reason = _(
                    "this compressed file takes too long to look through; unpack it and choose the files"
                )
                refuse("FIELD_INVALID", field=field, because="FILE_UNREADABLE", reason=reason)
            name = storable(member.name)
            if member.is_link:
                self.left_out.append((name, _("it only says where another file is")))
            else:
                self._put(Received(name, member.content, language=file.language))

    def _put(self, file: Received) -> None:
        if reason := _reason_against(file):
            self.left_out.append((file.name, reason))
        else:
            self.tables.append(file)


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
