"""What the API answers about definitions of own fields, and the bodies that it takes for them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.bodies import TEXT, YES_NO, Body
from leadwright.api.documented.fields import ANYTHING, CONDITION, KIND, SEES, SUBJECT
from leadwright.fields.answering import Known
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind

LABEL: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "description": 'by language, such as {"en": "VAT scheme"}; a text alone is English',
            "anyOf": [
                {"type": "object", "additionalProperties": {"type": "string"}},
                {"type": "string"},
                {"type": "null"},
            ],
        }
    ),
]
CHOICES: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "array",
            "maxItems": 200,
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,59}$"},
                    "label": {"type": "object", "additionalProperties": {"type": "string"}},
                },
                "required": ["code"],
            },
        }
    ),
]
ORDER: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 10_000})]
PLACES: TypeAlias = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
CONFIRMED: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "description": "how many rows lose a value, or true",
            "anyOf": [{"type": "integer", "minimum": 0}, {"type": "boolean"}],
        }
    ),
]


class FieldChange(Body):
    """What is to change of a field; an absent part stays. A choice that is left out is retired."""

    label: LABEL = None
    help: LABEL = None
    section: LABEL = None
    order: ORDER = None
    unit: TEXT = None
    default: ANYTHING = None
    choices: CHOICES = None
    filterable: YES_NO = None
    searchable: YES_NO = None
    personal: YES_NO = None
    sees: SEES = None
    required_from: PLACES = None
    shown_if: CONDITION = None
    expression: TEXT = None


class FieldBody(FieldChange):
    """A new field; a key that begins with `own_` makes it one of the own company alone."""

    subject: SUBJECT = None
    key: TEXT = None
    kind: KIND = None


class PurgeBody(Body):
    """That all values of a field are to be lost."""

    confirm: CONFIRMED = None


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
