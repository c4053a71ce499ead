"""The shapes of mappings: what files are recognised and read by."""

from datetime import datetime
from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from leadwright.intake.mapping import KINDS

KIND: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(KINDS)})]
WHOSE: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": ["own", "shared", "shipped"]})]
DEFINITION: TypeAlias = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "description": "what a mapping in TOML says, as an object: docs/how-to/import.md names each key",
            "additionalProperties": True,
        }
    ),
]


class MappingInList(TypedDict):
    """A mapping as it stands in the list: a saved one has an `id`, a shipped one a `code`, and either finds it."""

    id: int | None
    code: str | None
    name: str
    whose: WHOSE
    kind: KIND
    source: str
    is_shared: bool
    made_by: str | None
    made_at: datetime | None
    changed_at: datetime | None
    version: int


class Mapping(MappingInList):
    """A mapping with what it says."""

    definition: DEFINITION
