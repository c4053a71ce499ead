"""A report as plain data: numbers, codes and texts that can be stored, and shown in any language."""

from collections.abc import Sequence
from typing import Any

from leadwright.foundation.text import storable
from leadwright.intake.mapping import columns_in
from leadwright.intake.receiving import Received
from leadwright.intake.report import Report
from leadwright.leads.gaps import Gap

MOST = 100


def summary_of(report: Report, *, given: Sequence[Received] = ()) -> dict[str, Any]:
    """Return what a report says; of long lists the beginning. `given` are the files put up beside the main one."""
    made = _read(report, given) | _mapped(report) | _gathered(report) | _left(report)
    data: dict[str, Any] = _storable(made)
    return data


def _read(report: Report, given: Sequence[Received]) -> dict[str, Any]:
    table, used = report.translator.table, {id(row) for row in report.beside.values()}
    return {
        "mapping": report.mapping.title,
        "lines": len(table.lines),
        "encoding": table.encoding,
        "separator": table.separator,
        "beside": [[name, item.name, report.lines_beside(name)] for name, item in report.beside.items()],
        "lacking": [name for name in report.mapping.beside if name not in report.beside],
        "ignored": [row.name for row in given if id(row) not in used],
    }


def _mapped(report: Report) -> dict[str, Any]:
    fields = [
        {
            "field": name,
            "columns": list(source.columns) or [row for line in source.lines for row in columns_in(line)],
            "first_filled": len(source.columns) > 1,
            "always": source.value,
            "example": report.example(name),
        }
        for name, source in report.mapping.sources.items()
    ]
    spellings = [
        [written, meant, times]
        for joined in report.translator.joined.values()
        for (written, meant), times in sorted(joined.repaired.items())
    ]
    return {
        "fields": fields,
        "unused": report.unused(),
        "columns": report.offered(),
        "spellings": spellings[:MOST],
    }


def _gathered(report: Report) -> dict[str, Any]:
    gaps = {gap.value: sum(n for (name, _word), n in report.gaps.items() if name == gap) for gap in Gap}
    return {
        "leads": report.leads,
        "made": report.made,
        "recognised": report.recognised,
        "statuses": [[word, code, number] for (word, code), number in report.statuses.most_common()],
        "gaps": [[name, number] for name, number in gaps.items() if number],
    }


def _left(report: Report) -> dict[str, Any]:
    waiting = [[line.number, reason] for line, reason in report.quarantined[:MOST]]
    return {
        "unchanged": report.unchanged,
        "changed": len(report.changed),
        "changed_lines": [[line.number, number] for line, number in report.changed[:MOST]],
        "quarantined": len(report.quarantined),
        "quarantined_lines": waiting,
        **_unread(report),
    }


def _unread(report: Report) -> dict[str, Any]:
    """Return what could not be read of own fields: which line, which field, what it says, and why."""
    rows = [
        [row.line.number, item.name, item.text, item.reason]
        for row in report.gathered.rows
        for item in row.own.unread
    ]
    return {"unread": len(rows), "unread_lines": rows[:MOST]}


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    return [_storable(row) for row in value] if isinstance(value, list) else value
