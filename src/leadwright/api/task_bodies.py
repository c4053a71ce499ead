"""Request bodies about tasks; the rules lie in the actions."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.bodies import CODE, DAY, EMAIL, ID, MOMENT, OWN_FIELDS, TEXT, Body
from leadwright.tasks.states import Weight

WEIGHT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Weight.values)})]
WORKING_DAYS: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "integer",
            "minimum": 1,
            "maximum": 250,
            "description": "instead of `due`: the end of the last of so many working days of the own company",
        }
    ),
]


class TaskAsked(Body):
    """What is asked of a task."""

    subject: TEXT = None
    due: MOMENT = None
    working_days: WORKING_DAYS = None
    starts: MOMENT = None
    importance: WEIGHT = None
    instructions: TEXT = None
    deliverable: TEXT = None
    fields: OWN_FIELDS = None


class TaskBody(TaskAsked):
    """A task, of a lead or of none, for a user, a unit or a role; where nobody is named, for whoever sends it."""

    lead: ID = None
    user: EMAIL = None
    unit: ID = None
    role: CODE = None


class TaskChange(TaskAsked):
    """Other words for what is asked, or what came of it so far; an absent field stays as it is."""

    results: TEXT = None


class CompleteTaskBody(Body):
    """What came of a task and on which day; what was saved before need not be sent again."""

    results: TEXT = None
    completed_on: DAY = None
    fields: OWN_FIELDS = None


class DelegateBody(Body):
    """Who is in charge from now on, by address, and why."""

    user: EMAIL = None
    reason: TEXT = None


class CloseTaskBody(Body):
    """Why it will not be done."""

    reason: TEXT = None


class CommentBody(Body):
    """What somebody remarks; it is never changed."""

    text: TEXT = None
