"""What follows for files that came in when something has happened elsewhere."""

from typing import Any

from leadwright.fields.facts import FieldPurged
from leadwright.intake.models import Import
from leadwright.intake.own_columns import name_of


def forget_field_in_summaries(fact: FieldPurged) -> None:
    """Take what files said in a removed field out of what is told of them; the files are kept as they came."""
    name, pk = name_of(fact.definition), fact.definition.pk
    for row in Import.objects.exclude(columns={}).iterator(chunk_size=200):
        chosen: dict[str, int] = row.columns.get("fields", {})
        if pk in chosen.values():
            left = {header: other for header, other in chosen.items() if other != pk}
            row.columns, row.summary = (
                {**row.columns, "fields": left},
                _without(row.summary, name),
            )
            row.save(update_fields=["columns", "summary"])


def _without(summary: dict[str, Any], name: str) -> dict[str, Any]:
    fields = [row for row in summary.get("fields", ()) if row["field"] != name]
    unread = [row for row in summary.get("unread_lines", ()) if row[1] != name]
    return {**summary, "fields": fields, "unread_lines": unread}
