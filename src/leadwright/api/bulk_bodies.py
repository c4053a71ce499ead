"""The shape of a request about several leads."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.bodies import Body
from leadwright.api.parameters import filter_schema
from leadwright.leads.actions.together import NAMES
from leadwright.leads.filters import LEADS

NUMBERS: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "array",
            "maxItems": 100,
            "description": "numbers, or objects with `number` and the `version` that was seen",
            "items": {"anyOf": [{"type": "integer"}, {"type": "object"}]},
        }
    ),
]
VERB: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "string",
            "enum": sorted(NAMES),
        }
    ),
]
DATA: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {"type": "object", "description": "what the verb takes; for edit as for PATCH /leads/{number}"}
    ),
]


FILTER: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "description": "instead of `leads`: all that fit; the names and values of GET /leads",
            "properties": {row.name: filter_schema(row) for row in LEADS.filters},
            "patternProperties": {r"^field\.": {"type": "string"}},
            "additionalProperties": False,
        }
    ),
]


class BulkBody(Body):
    """One verb for many leads; edit and delete need the version of each."""

    verb: VERB = None
    leads: NUMBERS = None
    filter: FILTER = None
    data: DATA = None
