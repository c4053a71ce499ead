"""From the files of an import to their rows: read, mapped, and with the cells that somebody put right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from zoneinfo import ZoneInfo

from leadwright.intake import receiving
from leadwright.intake.converting import Around
from leadwright.intake.gathering import Gatherer
from leadwright.intake.inflow import Inflow, table_of
from leadwright.intake.mapping import FileMapping
from leadwright.intake.models import Import
from leadwright.intake.own_columns import OwnColumns
from leadwright.intake.reading.tables import Line, Table, plain_header
from leadwright.intake.receiving import Received
from leadwright.intake.report import Report
from leadwright.intake.translating import Translator

Neighbours = Callable[[FileMapping], dict[str, Received]]
# By line, then by the plain header of a column.
Mended = Mapping[str, Mapping[str, str]]


NOTHING_MENDED: Mended = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A file with its mapping and what belongs to it, about to be gone through."""

    report: Report
    gatherer: Gatherer


def opened(row: Import, inflow: Inflow, *, is_trial: bool) -> Opened:
    """Open the files of an import."""
    language = row.by.language if row.by else ""
    file = replace(receiving.again(row.file), language=language)
    files = [replace(receiving.again(item), language=language) for item in row.beside.order_by("pk")]
    return open_file(file, partial(receiving.among, files), inflow, is_trial=is_trial, mended=row.mended)


def open_file(
    file: Received, neighbours: Neighbours, inflow: Inflow, *, is_trial: bool, mended: Mended = NOTHING_MENDED
) -> Opened:
    """Open a file along its mapping, with those beside it that belong to it."""
    mapping = inflow.mapping_of(file, may_suggest=is_trial)
    beside = neighbours(mapping)
    table = table_of(file)
    put_right(table, mended)
    tables = {name: table_of(item) for name, item in beside.items()}
    home = inflow.organisation
    usual = Around(currency=inflow.currency, country=home.country)
    source = inflow.source_of(mapping)
    translator = Translator(mapping, table, tables, ZoneInfo(home.time_zone), usual=usual, source=source)
    report = Report(file=file, mapping=mapping, beside=beside, translator=translator, is_trial=is_trial)
    return Opened(report=report, gatherer=Gatherer(translator, OwnColumns(mapping, home, inflow.by)))


def put_right(table: Table, mended: Mended) -> None:
    """Let lines say what somebody wrote in place of what the file says."""
    if not mended:
        return
    width = len(table.headers)
    headers = [plain_header(header) for header in table.headers]
    for place, line in enumerate(table.lines):
        if cells := mended.get(str(line.number)):
            full = [*line.cells, *[""] * (width - len(line.cells))]
            table.lines[place] = Line(
                line.number,
                tuple(cells.get(headers[at], text) if at < width else text for at, text in enumerate(full)),
            )
