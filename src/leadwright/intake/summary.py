"""A report as plain data: numbers, codes and texts that can be stored, and shown in any language."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from leadwright.foundation.text import storable
from leadwright.intake.mapping import columns_in
from leadwright.intake.reading.tables import Table
from leadwright.intake.receiving import Received
from leadwright.intake.remarks import assumed_of, remarks_of
from leadwright.intake.report import Report
from leadwright.intake.sampling import samples_of, words_of
from leadwright.leads.gaps import Gap

MOST = 100
CONSENTS = "consents"
MOST_SAMPLES, LONGEST_SAMPLE = 3, 40


def summary_of(report: Report, *, given: Iterable[Received] = ()) -> dict[str, Any]:
    """Return what a report says; of long lists the beginning. `given` are the files put up beside the main one."""
    made = _read(report, given) | _mapped(report) | _gathered(report) | _left(report)
    data: dict[str, Any] = _storable(made)
    return data


def still_suggested(before: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a summary says of a suggestion that nobody has confirmed since."""
    if made["suggested"] or not before.get("suggested"):
        return {}
    return {"suggested": True, "matched": before.get("matched", [])}


def still_left_out(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a summary says of the files of an archive that nobody can bring in."""
    return {"left_out": before["left_out"]} if before.get("left_out") else {}


def without_suggestion(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Return a summary of a file whose mapping is somebody's, or is to be found anew."""
    return {**summary, "suggested": False, "matched": []}


def summary_of_table(table: Table, *, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of a file that no mapping fits: how it is read, its columns, and what was said of them."""
    data: dict[str, Any] = _storable(
        {
            "lines": len(table.lines),
            **_reading(table),
            "headers": list(table.headers),
            "column_samples": samples_of(table),
            "columns": [],
        }
        | ({"definition": dict(mapping), "mapping": mapping["title"]} if mapping else {})
    )
    return data


def _read(report: Report, given: Iterable[Received]) -> dict[str, Any]:
    table, used = report.translator.table, {(row.name, row.content) for row in report.beside.values()}
    return {
        "mapping": report.mapping.title,
        "suggested": report.mapping.is_suggested,
        "matched": [[header, how] for header, how in report.mapping.matched.items()],
        "lines": len(table.lines),
        **_reading(table),
        "beside": [[name, item.name, report.lines_beside(name)] for name, item in report.beside.items()],
        "lacking": [name for name in report.mapping.beside if name not in report.beside],
        "ignored": [row.name for row in given if (row.name, row.content) not in used],
    }


def _reading(table: Table) -> dict[str, Any]:
    """Return how the file was read, what had to be assumed, and cells by which one sees whether that is right."""
    strange = (cell for line in table.lines for cell in line.cells if not cell.isascii())
    return {
        "encoding": table.encoding,
        "separator": table.separator,
        "heading": table.heading,
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        **assumed_of(table),
        "samples": [cell[:LONGEST_SAMPLE] for cell in islice(dict.fromkeys(strange), MOST_SAMPLES)],
    }


def _mapped(report: Report) -> dict[str, Any]:
    fields = [
        {
            "field": name,
            "columns": list(source.columns) or [row for line in source.lines for row in columns_in(line)],
            "first_filled": len(source.columns) > 1,
            "always": source.value or source.when_empty,
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
        "headers": list(report.translator.table.headers),
        "definition": report.mapping.data(),
        "column_samples": samples_of(report.translator.table),
        "words": words_of(report.translator),
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
        "contacts_left": [[name, list(names)] for name, names in report.contacts_left[:MOST]],
        "contacts_changed": [[name, list(names)] for name, names in report.contacts_changed[:MOST]],
        "consents": [report.consents.refused, report.consents.agreed],
        "unknown_owners": [list(row) for row in report.unknown_owners.most_common(MOST)],
    }


def _left(report: Report) -> dict[str, Any]:
    return {
        "unchanged": report.unchanged,
        "changed": len(report.changed),
        "changed_lines": [list(row) for row in report.changed[:MOST]],
        "stayed": len(report.stayed),
        "stayed_lines": [list(row) for row in report.stayed[:MOST]],
        "duplicates": len(report.repeated),
        "duplicate_lines": [list(row) for row in report.repeated[:MOST]],
        "quarantined": len(report.quarantined),
        "quarantined_lines": [list(row) for row in report.quarantined[:MOST]],
        **_unread(report),
    }


def _unread(report: Report) -> dict[str, Any]:
    """Return what could not be read: which line, which field, what it says, and why; and what was assumed, counted."""
    rows = [[line, item.name, item.text, item.reason] for line, item in report.unread]
    rows += [[number, CONSENTS, "", reason] for number, reason in report.consents.left_out]
    assumed = [
        [label, assumption.code, dict(assumption.data), times]
        for (label, assumption), times in report.assumed.most_common(MOST)
    ]
    return {
        "unread": report.unread_count + len(report.consents.left_out),
        "unread_lines": rows[:MOST],
        "assumed": report.lines_assumed,
        "assumed_values": assumed,
        "questions": [[label, question.value] for label, question in report.translator.questions],
    }


def counts_of(report: Report) -> dict[str, Any]:
    """Return the figures of a report, and in words what was assumed and what could not be read, for a program."""
    counts = report.counts | {"unread": report.unread_count}
    assumed = [
        {"column": label, "assumption": assumption.words, "values": times}
        for (label, assumption), times in report.assumed.most_common(MOST)
    ]
    unread = [
        {"line": line, "column": item.label, "value": item.text, "reason": item.reason}
        for line, item in report.unread[:MOST]
    ]
    asked = [{"column": label, "question": question.words} for label, question in report.translator.questions]
    remarks = remarks_of(_reading(report.translator.table))
    made: dict[str, Any] = _storable(
        {"counts": counts, "assumed": assumed, "unread": unread, "questions": asked, "remarks": remarks}
        | {"left_out": report.left_out}
    )
    return made


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    return [_storable(row) for row in value] if isinstance(value, list) else value
