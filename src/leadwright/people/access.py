"""The one place that decides who may do what to which row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NoReturn, Protocol

from django.db.models import BooleanField, Case, Q, Value, When

from leadwright.foundation.refusals import refuse
from leadwright.people.models import User
from leadwright.people.reach import ACTS, PERMISSIONS, Permission, Reach, Reaches


class Reachable(Protocol):
    """A row that belongs somewhere; a place that is empty is None."""

    @property
    def owner_id(self) -> int | None:
        """The user who works it."""

    @property
    def unit_id(self) -> int | None:
        """The unit that it is assigned to."""

    @property
    def group_id(self) -> int | None:
        """The group that owns it."""

    @property
    def organisation_id(self) -> int | None:
        """The organisation that handles it."""

    @property
    def team(self) -> Sequence[int]:
        """The users of that organisation who work it too."""

    @property
    def origin_id(self) -> int | None:
        """The organisation that brought it in."""


def reaches(user: User, permission: Permission, row: Reachable) -> bool:
    """Tell whether a permission of the user goes as far as this row, by any of its reaches."""
    return any(_reaches(user, reach, row) for reach in user.reaches_of(permission))


def _reaches(user: User, reach: Reach, row: Reachable) -> bool:
    match reach:
        case Reach.NONE:
            return False
        case Reach.OWN:
            return row.owner_id == user.pk
        case Reach.TEAM:
            return row.owner_id == user.pk or _works(user, row)
        case Reach.UNIT:
            return row.unit_id == user.unit_id or row.owner_id == user.pk or _works(user, row)
        case Reach.GROUP:
            is_near = row.group_id in user.seen_group_ids or row.unit_id == user.unit_id
            is_own = row.owner_id == user.pk or _works(user, row)
            return row.organisation_id == user.organisation_id and (is_near or is_own)
        case Reach.ORGANISATION:
            return row.organisation_id == user.organisation_id
        case Reach.SENT:
            return row.origin_id == user.organisation_id
        case Reach.ALL:
            return True


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the rows of a list lie already, as far as its filters say so."""

    owner_id: int | None = None
    unit_id: int | None = None
    group_id: int | None = None


ANYWHERE = Place()


def scopes(user: User, permission: Permission, *, at: Place = ANYWHERE) -> list[Q]:
    """Return the same decision as `reaches`, as conditions without joins, one a reach; any of them is enough.

    Of rows that lie at a place, no condition asks what the place answers already.
    """
    conditions = [_scope(user, reach, at) for reach in user.reaches_of(permission) or (Reach.NONE,)]
    if at.owner_id is None:
        return conditions
    return [_looked_at(condition) if condition else condition for condition in conditions]


def scope(user: User, permission: Permission, *, at: Place = ANYWHERE) -> Q:
    """Return the same decision as `reaches`, as one condition without joins."""
    conditions = scopes(user, permission, at=at)
    return reduce(or_, conditions) if all(conditions) else Q()


def _scope(user: User, reach: Reach, at: Place) -> Q:
    is_own = at.owner_id == user.pk
    in_unit = is_own or at.unit_id == user.unit_id
    match reach:
        case Reach.NONE:
            return Q(pk__in=[])
        case Reach.OWN:
            return Q() if is_own else Q(owner_id=user.pk)
        case Reach.TEAM:
            return Q() if is_own else Q(owner_id=user.pk) | _worked_by(user)
        case Reach.UNIT:
            return Q() if in_unit else Q(unit_id=user.unit_id) | Q(owner_id=user.pk) | _worked_by(user)
        case Reach.GROUP:
            home = Q(organisation_id=user.organisation_id)
            return home if in_unit or at.group_id in user.seen_group_ids else _near(user) & home
        case Reach.ORGANISATION:
            return Q(organisation_id=user.organisation_id)
        case Reach.SENT:
            return Q(origin_id=user.organisation_id)
        case Reach.ALL:
            return Q()


def _looked_at(condition: Q) -> Q:
    """Return the same condition for rows that the place finds, whatever the planner thinks of it.

    Who owns few rows, or none, owns as many as anybody for all that it knows: it would look for fifty of them
    among all of the company, from the beginning to the end.
    """
    return Q(Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()))


def _near(user: User) -> Q:
    near = _in_groups(user.seen_group_ids) | Q(unit_id=user.unit_id)
    return near | Q(owner_id=user.pk) | Q(team__contains=[user.pk])


def _works(user: User, row: Reachable) -> bool:
    return row.organisation_id == user.organisation_id and user.pk in row.team


def _worked_by(user: User) -> Q:
    return Q(team__contains=[user.pk], organisation_id=user.organisation_id)


def _in_groups(groups: list[int]) -> Q:
    return Q(group_id=groups[0]) if len(groups) == 1 else Q(group_id__in=groups)


def require(user: User, permission: Permission, row: Reachable | None = None) -> None:
    """Refuse with PERMISSION_DENIED (403) unless the permission is there and goes as far as the row."""
    allowed = may(user, permission) if row is None else reaches(user, permission, row)
    if not allowed:
        deny(permission, because=whom_to_ask(user))


def require_any(user: User, *permissions: Permission) -> None:
    """Refuse with PERMISSION_DENIED (403), in the words of the first, unless the user has one of the permissions."""
    if not any(may(user, permission) for permission in permissions):
        deny(permissions[0], because=whom_to_ask(user))


class Owned(Protocol):
    """A row that one organisation owns."""

    @property
    def organisation_id(self) -> int:
        """The organisation that owns it."""


def require_own(user: User, permission: Permission, row: Owned) -> None:
    """Refuse with PERMISSION_DENIED (403) without the permission, and on what another company owns."""
    require(user, permission)
    if row.organisation_id != user.organisation_id:
        deny(permission, because="OTHER_COMPANY")


def whom_to_ask(user: User) -> str | None:
    """Return the nearer sentence for somebody whom it helps nothing to ask the company admin: the admin."""
    return "ASK_OPERATOR" if may(user, "user.manage") else None


def deny(permission: Permission, *, because: str | None = None, field: str | None = None) -> NoReturn:
    """Refuse with PERMISSION_DENIED, in words that people know; `because` names a nearer sentence."""
    nearer = {"because": because} if because else {}
    refuse("PERMISSION_DENIED", field=field, permission=permission, act=ACTS[permission], **nearer)


def rights_of(user: User) -> dict[Permission, Reaches]:
    """Return how far each permission of a user goes."""
    return {permission: user.reaches_of(permission) for permission in PERMISSIONS}


def may(user: User, permission: Permission) -> bool:
    """Tell whether the user has a permission at all."""
    return bool(user.reaches_of(permission))
