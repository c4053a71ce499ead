"""Definitions in the form in which they are given: what the API answers and what a file holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from leadwright.fields.answering import Known
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind


def definitions(rows: Sequence[OwnField]) -> list[dict[str, Any]]:
    """Return several definitions; what their defaults and conditions name is asked for once."""
    defaults: list[dict[str, Any]] = [{str(row.pk): row.default} for row in rows]
    named = {row.condition["field"] for row in rows if row.condition}
    others = OwnField.objects.prefetch_related("choice_rows").in_bulk(named) if named else {}
    wanted = [
        {str(row.condition["field"]): value}
        for row in rows
        if row.condition
        for value in row.condition.get("is") or ()
    ]
    known = Known([*rows, *others.values()], [*defaults, *wanted], frozenset())
    return [_definition(row, others, known) for row in rows]


def definition(row: OwnField) -> dict[str, Any]:
    """Return a definition; its default and its condition in the form in which values are given."""
    return definitions([row])[0]


def _definition(row: OwnField, others: Mapping[int, OwnField], known: Known) -> dict[str, Any]:
    return {
        "id": row.pk,
        "subject": row.subject,
        "key": row.key,
        "kind": row.kind,
        "organisation": row.organisation_id,
        "label": row.labels,
        "help": row.helps,
        "section": row.sections,
        "order": row.position,
        "unit": row.unit,
        "default": known.part(row, row.default),
        "choices": [
            {"id": choice.pk, "code": choice.code, "label": choice.labels, "retired": choice.is_retired}
            for choice in row.choices
        ],
        "filterable": row.is_filterable,
        "searchable": row.is_searchable,
        "personal": row.is_personal,
        "sees": row.sees,
        "required_from": row.required_from,
        "activity_kinds": row.activity_kinds,
        "steps_only": row.is_of_steps,
        "shown_if": _condition(row, others, known),
        "expression": row.expression,
        "retired": row.is_retired,
        "version": row.version,
    }


def _condition(row: OwnField, others: Mapping[int, OwnField], known: Known) -> dict[str, Any] | None:
    if not row.condition:
        return None
    other = others[row.condition["field"]]
    wanted = row.condition.get("is")
    if wanted is None:
        return {"field": other.key}
    codes = (
        known.part(other, wanted) if other.kind == Kind.CHOICES else [known.part(other, v) for v in wanted]
    )
    return {"field": other.key, "is": codes}
