"""Imports as the API tells them."""

from collections.abc import Sequence
from typing import Any

from leadwright.api.documented import imports as documented
from leadwright.intake.models import Import, ImportRow
from leadwright.intake.remarks import remarks_of
from leadwright.values.assumptions import Assumption
from leadwright.values.evidence import Question


def import_in_list(row: Import) -> documented.ImportInList:
    """Return an import as it stands in the list."""
    return {
        "id": row.pk,
        "state": row.state,
        "work": row.work,
        "file": {"name": row.file.name, "size": row.file.size},
        "source": row.source,
        "mapping": row.summary.get("mapping", "") or str(row.mapping.get("title", "")),
        "by": row.by_id,
        "put_up_at": row.put_up_at,
        "ended_at": row.ended_at,
        "brought_in_at": row.brought_in_at,
        "lines": row.lines,
        "progress": row.progress,
        "counts": _counts(row.counts),
        "failure": _failure(row.failure),
    }


def _counts(data: dict[str, int]) -> documented.ImportCounts:
    return {
        "new": data.get("new", 0),
        "changed": data.get("changed", 0),
        "unchanged": data.get("unchanged", 0),
        "duplicates": data.get("duplicates", 0),
        "refused": data.get("refused", 0),
        "assumed": data.get("assumed", 0),
    }


def _failure(data: dict[str, Any]) -> documented.ImportFailure | None:
    if not data:
        return None
    return {"code": data["code"], "detail": data.get("detail", ""), "field": data.get("field") or ""}


def import_payload(row: Import) -> documented.Import:
    """Return an import with what its file was read as."""
    data = row.summary
    undone = data.get("undone")
    return {
        **import_in_list(row),
        "version": row.version,
        "currency": row.currency,
        "beside": [{"name": file.name, "size": file.size} for file in row.beside.defer("content")],
        "fields": [
            {"field": item["field"], "columns": item["columns"], "example": item.get("example", "")}
            for item in data.get("fields", ())
        ],
        "unused": list(data.get("unused", ())),
        "left_out": [{"file": name, "reason": reason} for name, reason in data.get("left_out", ())],
        "assumed": [
            {"column": label, "assumption": Assumption.stored(code, about).words, "values": times}
            for label, code, about, times in data.get("assumed_values", ())
        ],
        "questions": [
            {"column": label, "question": Question(code).words} for label, code in data.get("questions", ())
        ],
        "remarks": remarks_of(data) if data.get("encoding") else [],
        "undone": {"taken_back": undone["taken_back"], "spared": undone["spared"]} if undone else None,
        "spared": [{"kind": kind, "id": pk} for kind, pk in data.get("spared", ())],
    }


def row_payload(row: ImportRow, headers: Sequence[str]) -> documented.ImportRow:
    """Return a row with its cells by the headers of their columns; cells beyond the headers by their place."""
    names = [*headers, *(f"({place + 1})" for place in range(len(headers), len(row.cells)))]
    return {
        "line": row.line,
        "verdict": row.verdict,
        "assumed": row.is_assumed,
        "key": row.key,
        "cells": dict(zip(names, row.cells, strict=False)),
        "reasons": list(row.reasons),
        "changes": list(row.changes),
        "left": list(row.left),
        "lead": row.subject_id if row.subject_kind == "lead" else None,
    }
