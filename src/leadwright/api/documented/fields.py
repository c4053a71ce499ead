"""The shapes of definitions of own fields."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from leadwright.fields.subjects import Kind, Sees, Subject

ANYTHING: TypeAlias = Annotated[Any, WithJsonSchema({})]
LABELS: TypeAlias = Annotated[
    dict[str, str], WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}})
]
SUBJECT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Subject.values)})]
KIND: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Kind.values)})]
SEES: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Sees.values)})]
CONDITION: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "object",
                    "properties": {"field": {"type": "string"}, "is": {"type": "array", "items": {}}},
                    "required": ["field"],
                },
                {"type": "null"},
            ]
        }
    ),
]
# The values of a row by the keys of its fields: each organisation's own.
VALUES: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "object", "description": "own fields by their keys; see GET /fields"})
]


class Choice(TypedDict):
    """One choice of a field; its id stays when it is renamed."""

    id: int
    code: str
    label: LABELS
    retired: bool


class Field(TypedDict):
    """A field that an organisation made: for all, or with a key that begins with `own_` for itself."""

    id: int
    subject: SUBJECT
    key: str
    kind: KIND
    organisation: int | None
    label: LABELS
    help: LABELS
    section: LABELS
    order: int
    unit: str
    default: ANYTHING
    choices: list[Choice]
    filterable: bool
    searchable: bool
    personal: bool
    sees: SEES
    required_from: list[str]
    activity_kinds: list[str]
    steps_only: bool
    shown_if: CONDITION
    expression: str
    retired: bool
    version: int


class Unfit(TypedDict):
    """A value that the other field cannot hold, and what that can hold."""

    value: str
    reason: str


class Copied(TypedDict):
    """How many rows get a value, how many have one already and keep it, and how many have one that does not fit.

    The examples, ten at most, are of rows of which one may read the field.
    """

    copied: int
    filled: int
    unfit: int
    examples: list[Unfit]


class Purged(TypedDict):
    """How many rows lost a value."""

    rows: int
