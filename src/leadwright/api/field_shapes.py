"""The bodies that the API takes for definitions of own fields."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.bodies import ID, TEXT, YES_NO, Body
from leadwright.api.documented.fields import ANYTHING, CONDITION, KIND, SEES, SUBJECT

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
                    "retired": {"type": "boolean", "description": "whether it can be chosen no longer"},
                },
                "required": ["code"],
            },
        }
    ),
]
ORDER: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 10_000})]
PLACES: TypeAlias = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
ACTIVITY_KINDS: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "string"},
            "description": "codes of the kinds of activities that have it; none means every kind",
        }
    ),
]
STEPS_ONLY: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "boolean",
            "description": "of a field of tasks: only steps of processes that name it ask for it",
        }
    ),
]
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
    activity_kinds: ACTIVITY_KINDS = None
    steps_only: STEPS_ONLY = None
    shown_if: CONDITION = None
    expression: TEXT = None


class FieldBody(FieldChange):
    """A new field; a key that begins with `own_` makes it one of the own company alone."""

    subject: SUBJECT = None
    key: TEXT = None
    kind: KIND = None


class CopyBody(Body):
    """Into which field values are copied; a dry run only counts.

    What has a value there keeps it without `overwrite`; numbers become amounts of the `currency`.
    """

    to: ID = None
    dry_run: YES_NO = None
    overwrite: YES_NO = None
    currency: TEXT = None


class PurgeBody(Body):
    """That all values of a field are to be lost."""

    confirm: CONFIRMED = None
