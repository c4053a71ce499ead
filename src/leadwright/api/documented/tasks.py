"""The shapes of tasks."""

from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from leadwright.api.documented.fields import VALUES
from leadwright.api.documented.parts import AllowedAction
from leadwright.tasks.states import TaskState, Weight

STATE: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(TaskState.values)})]
WEIGHT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Weight.values)})]


class TaskInList(TypedDict):
    """One task; `user` is who is in charge, `unit` or `role` for whom it is. Of a lead out of reach nothing is told."""

    id: int
    subject: str
    state: STATE
    lead: int | None
    user: str | None
    user_name: str
    unit: int | None
    role: str | None
    in_charge: str
    due: datetime
    starts: datetime
    overdue: bool
    importance: WEIGHT
    instructions: str
    deliverable: str
    results: str
    process: int | None
    step: str
    organisation: int
    created_by: str | None
    delegated_by: str | None
    completed_on: date | None
    completed_at: datetime | None
    completed_by: str | None
    closed_at: datetime | None
    close_reason: str
    created_at: datetime
    updated_at: datetime
    version: int
    fields: VALUES


class Task(TaskInList):
    """One task, with what the reader may do with it."""

    allowed_actions: list[AllowedAction]


class Comment(TypedDict):
    """What somebody remarked on a task."""

    id: int
    at: datetime
    by: str
    by_name: str
    text: str
