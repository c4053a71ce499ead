"""The shapes of activities."""

from datetime import datetime
from typing import Annotated, Any, NotRequired, TypeAlias

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from leadwright.activities.states import ActivityState, Reply, Weight
from leadwright.api.documented.fields import VALUES
from leadwright.api.documented.parts import AllowedAction, Money
from leadwright.leads.states import Approach

STATE: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(ActivityState.values)})]
REPLY: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Reply.values)})]
WEIGHT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Weight.values)})]
DIRECTION: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": ["", "in", "out"]})]
APPROACH: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Approach.values)})]


class Participant(TypedDict):
    """Who takes part: a contact by its id, or a user by the address; a contact of another group has no name."""

    contact: NotRequired[int]
    user: NotRequired[str]
    name: str
    reply: REPLY


class ActivityInList(TypedDict):
    """One activity; amounts are absent where the reader may not know them."""

    id: int
    kind: str
    kind_label: str
    approach: APPROACH
    state: STATE
    lead: int | None
    subject: str
    details: str
    at: datetime
    end: datetime | None
    overdue: bool
    place: str
    direction: DIRECTION
    importance: WEIGHT
    next_step: str
    notes: str
    target_amount: NotRequired[Money | None]
    success_rate: int | None
    participants: list[Participant]
    owner: str
    owner_name: str
    organisation: int
    based_on: int | None
    chain: int | None
    shared: bool
    remind: int | None
    completed_at: datetime | None
    cancelled_at: datetime | None
    cancel_reason: str
    created_at: datetime
    updated_at: datetime
    version: int
    fields: VALUES


class Activity(ActivityInList):
    """One activity, with what the reader may do with it."""

    allowed_actions: list[AllowedAction]


class ActivityKind(TypedDict):
    """A kind of activity: its code, its label, and in which manner it is done."""

    code: str
    label: str
    kind: APPROACH
    retired: bool
