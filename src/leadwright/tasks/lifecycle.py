"""What can be done with a task, as a table; what is not in it cannot be done."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from leadwright.foundation.refusals import Refused, refuse
from leadwright.people.access import reaches, require
from leadwright.people.models import User
from leadwright.people.moves import ActionState
from leadwright.people.reach import Permission
from leadwright.tasks.models import Task


class Verb(StrEnum):
    """What can be done with a task."""

    EDIT = "edit"
    SAVE = "save"
    TAKE = "take"
    DELEGATE = "delegate"
    COMPLETE = "complete"
    CLOSE = "close"
    COMMENT = "comment"
    ATTACH = "attach"


Guard = Callable[[Task, User], None]
Right = Callable[[Task, User], bool]
WORKS: Permission = "task.edit"
ON_LEADS: Permission = "lead.schedule"


def still_open(task: Task, by: User) -> None:
    """What has ended stays as it is."""
    del by
    if task.is_ended:
        refuse("TASK_DONE", state=task.get_state_display())


def still_free(task: Task, by: User) -> None:
    """Whoever comes first takes it; it is taken by those whom it is for."""
    if task.owner is not None:
        refuse("TASK_TAKEN", name=task.owner.name)
    if not task.is_addressed_to(by):
        refuse("STATE_NOT_ALLOWED", because="TASK_NOT_ADDRESSED")


def oversees(task: Task, by: User) -> bool:
    """Tell whether somebody made a task, or reaches it with the right to work on what is not his own."""
    if task.created_by_id == by.pk:
        return True
    if task.lead is None:
        return reaches(by, WORKS, task)
    return reaches(by, ON_LEADS, task.lead)


def is_in_charge(task: Task, by: User) -> bool:
    """Tell whether somebody is in charge of a task, or may take it since nobody is."""
    return task.owner_id == by.pk or (task.owner_id is None and task.is_addressed_to(by))


def works(task: Task, by: User) -> bool:
    """Tell whether somebody may say what comes of a task: whoever is in charge, or oversees it."""
    return is_in_charge(task, by) or oversees(task, by)


def sees(task: Task, by: User) -> bool:
    """Tell whether somebody sees a task."""
    return task.is_seen_by(by)


@dataclass(frozen=True, kw_only=True)
class Move:
    """One verb: who may beside having the right to work on tasks, and what else must hold."""

    right: Right
    guards: tuple[Guard, ...] = ()


MOVES: dict[Verb, Move] = {
    Verb.EDIT: Move(right=oversees, guards=(still_open,)),
    Verb.SAVE: Move(right=works, guards=(still_open,)),
    Verb.TAKE: Move(right=sees, guards=(still_open, still_free)),
    Verb.DELEGATE: Move(right=works, guards=(still_open,)),
    Verb.COMPLETE: Move(right=works, guards=(still_open,)),
    Verb.CLOSE: Move(right=oversees, guards=(still_open,)),
    Verb.COMMENT: Move(right=sees),
    Verb.ATTACH: Move(right=works),
}


def check(task: Task, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission (403), then the guards (409)."""
    require(by, WORKS)
    if task.organisation_id != by.organisation_id:
        refuse("PERMISSION_DENIED", because="OTHER_SIDE")
    if not MOVES[verb].right(task, by):
        refuse("PERMISSION_DENIED", because="TASK_OF_OTHERS", name=task.in_charge)
    for guard in MOVES[verb].guards:
        guard(task, by)


def allowed_actions(task: Task, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return [_state_of(task, verb, by) for verb in Verb]


def is_possible(task: Task, verb: Verb, *, by: User) -> bool:
    """Tell whether nothing closes a verb, by the checks that the verb itself makes."""
    return _state_of(task, verb, by).allowed


def _state_of(task: Task, verb: Verb, by: User) -> ActionState:
    try:
        check(task, verb, by=by)
    except Refused as no:
        return ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence)
    return ActionState(action=verb, allowed=True)
