"""Request bodies about activities; the rules lie in the actions."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.activities.states import Direction, Weight
from leadwright.api.bodies import CODE, EMAIL, ID, MOMENT, MONEY, OWN_FIELDS, PERCENT, TEXT, YES_NO, Body

STATE: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": ["planned", "done"]})]
DIRECTION: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Direction.values)})]
WEIGHT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Weight.values)})]
MINUTES: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {"type": "integer", "minimum": 0, "maximum": 40320, "description": "minutes before it begins"}
    ),
]
PARTICIPANTS: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "array",
            "maxItems": 100,
            "items": {
                "type": "object",
                "properties": {
                    "contact": {"type": "integer", "minimum": 1},
                    "user": {"type": "string", "format": "email"},
                },
                "minProperties": 1,
                "maxProperties": 1,
            },
        }
    ),
]
PARTICIPANT: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "object", "description": "a new contact, as for POST /contacts"},
            ]
        }
    ),
]


class ActivityChange(Body):
    """What an activity says; an absent field stays as it is."""

    kind: CODE = None
    subject: TEXT = None
    details: TEXT = None
    at: MOMENT = None
    end: MOMENT = None
    place: TEXT = None
    direction: DIRECTION = None
    importance: WEIGHT = None
    next_step: TEXT = None
    participants: PARTICIPANTS = None
    owner: EMAIL = None
    notes: TEXT = None
    target_amount: MONEY = None
    success_rate: PERCENT = None
    remind: MINUTES = None
    fields: OWN_FIELDS = None


class FollowUpBody(ActivityChange):
    """An activity that is based on another: without a subject or participants it has those of that one."""

    state: STATE = None


class ActivityOfLeadBody(FollowUpBody):
    """An activity of a lead: planned, or done already; without participants the contact of the lead takes part."""

    based_on: ID = None


class ActivityBody(ActivityOfLeadBody):
    """An activity, with or without a lead."""

    lead: ID = None


class CompleteBody(Body):
    """What came of an activity; `next` plans the one that follows in the same breath."""

    details: TEXT = None
    notes: TEXT = None
    next_step: TEXT = None
    target_amount: MONEY = None
    success_rate: PERCENT = None
    end: MOMENT = None
    direction: DIRECTION = None
    fields: OWN_FIELDS = None
    next: Annotated[
        Any,
        WithJsonSchema(
            {
                "type": "object",
                "description": "as for POST /activities/{id}/follow-up",
                "required": ["kind", "at"],
            }
        ),
    ] = None


class ParticipantBody(Body):
    """Who takes part as well: a contact by its id, or the fields of a new one as for POST /contacts."""

    contact: PARTICIPANT = None


class CancelActivityBody(Body):
    """Why it will not be done."""

    reason: TEXT = None


class ShareBody(Body):
    """Whether the other company that has to do with the lead may read it; without it, it may."""

    shared: YES_NO = None
