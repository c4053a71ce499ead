"""What can be done with a row, as a table in its room: the verb checks by it, and whoever offers the verb asks it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from leadwright.foundation.refusals import Refused
from leadwright.people.access import require, require_own
from leadwright.people.models import User
from leadwright.people.reach import Permission

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Move(Generic[Row]):
    """One verb: the permission that it needs, whether on rows of the own company alone, and what else must hold."""

    permission: Permission
    own_only: bool = True
    guards: tuple[Callable[[Row, User], None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActionState:
    """Whether an action is open to somebody now; if not, why."""

    action: str
    allowed: bool
    code: str = ""
    sentence: str = ""


def check(row: Any, move: Move[Any], *, by: User) -> None:
    """Refuse unless the verb is possible: permission and company (403) first, then the guards."""
    if move.own_only:
        require_own(by, move.permission, row)
    else:
        require(by, move.permission)
    for guard in move.guards:
        guard(row, by)


def states_of(row: Any, moves: Mapping[Any, Move[Any]], *, by: User) -> list[ActionState]:
    """Say for each verb of a table whether it is possible, by the same checks that the verb itself makes."""
    return [_state_of(row, str(verb), move, by) for verb, move in moves.items()]


def open_verbs(states: list[ActionState]) -> frozenset[str]:
    """Return the verbs that are open."""
    return frozenset(state.action for state in states if state.allowed)


def _state_of(row: Any, verb: str, move: Move[Any], by: User) -> ActionState:
    try:
        check(row, move, by=by)
    except Refused as refusal:
        return ActionState(action=verb, allowed=False, code=refusal.code, sentence=refusal.sentence)
    return ActionState(action=verb, allowed=True)
