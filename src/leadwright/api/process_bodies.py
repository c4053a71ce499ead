"""Request bodies about the processes of leads; the rules lie in the actions."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.bodies import CODE, ID, MONEY, TEXT, YES_NO, Body
from leadwright.leads.states import DemandKind

STEPS: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "for a step that waits the step of the other version at which it goes on",
        }
    ),
]

DEMAND_KIND: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(DemandKind.values)})]
QUANTITY: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": ["number", "string"], "description": "above 0, with at most 3 decimals"})
]


class MoveBody(Body):
    """The step at which a lead that is moved by hand stands now."""

    step: CODE = None


class MigrateBody(Body):
    """The version by which the process goes from now on; with `dry_run` it is only answered what would be."""

    version: ID = None
    steps: STEPS = None
    dry_run: YES_NO = None


class DemandBody(Body):
    """A line of what the customer asks for: a product of the lead's type, or words of one's own."""

    product: CODE = None
    text: TEXT = None
    kind: DEMAND_KIND = None
    quantity: QUANTITY = None
    amount: MONEY = None
    comment: TEXT = None
    taken: YES_NO = None
    reason: TEXT = None
