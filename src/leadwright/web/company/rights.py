"""Who can see and do what, as tables show it; all of it is asked of the functions that decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadwright.leads.lifecycle import allowed_to_each
from leadwright.leads.models import Lead
from leadwright.people.access import reaches, rights_of
from leadwright.people.models import User
from leadwright.people.moves import ActionState
from leadwright.people.reach import RIGHTS, Permission, Reaches, reaches_in_words
from leadwright.web.parts.lead_acts import labels


@dataclass(frozen=True, kw_only=True)
class Right:
    """One permission of one user in words."""

    name: str
    reach: str
    given: bool


@dataclass(frozen=True, kw_only=True)
class Rights:
    """A user with each permission."""

    id: int
    name: str
    profiles: str
    unit: str
    cells: list[Right]


@dataclass(frozen=True, kw_only=True)
class Hold:
    """What a user can do with one lead now; what is closed comes with the sentence that he is told."""

    id: int
    name: str
    profiles: str
    unit: str
    sees: bool
    open: list[str]
    closed: list[tuple[str, str]]


def rights_table(users: Iterable[User]) -> list[Rights]:
    """Return each user with how far each permission goes."""
    return [
        Rights(
            id=user.pk,
            name=user.name,
            profiles=user.roles,
            unit=user.unit.name,
            cells=[_right(str(RIGHTS[item]), item, given) for item, given in rights_of(user).items()],
        )
        for user in users
    ]


def _right(name: str, permission: Permission, reaches: Reaches) -> Right:
    return Right(name=name, reach=reaches_in_words(permission, reaches), given=bool(reaches))


def holds_on(lead: Lead, users: list[User]) -> list[Hold]:
    """Return for each user whether the lead is seen, and which acts are open now."""
    states = allowed_to_each(lead, users)
    return [_hold(lead, user, states[user.pk]) for user in users]


def _hold(lead: Lead, user: User, states: list[ActionState]) -> Hold:
    sees, words = reaches(user, "lead.view", lead), labels()
    return Hold(
        id=user.pk,
        name=user.name,
        profiles=user.roles,
        unit=user.unit.name,
        sees=sees,
        open=[words[state.action] for state in states if state.allowed] if sees else [],
        closed=[(words[state.action], state.sentence) for state in states if not state.allowed]
        if sees
        else [],
    )
