"""What can be done with a user, as a table."""

from enum import StrEnum

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.people import moves
from leadwright.people.giving import not_above
from leadwright.people.models import User
from leadwright.people.moves import ActionState, Move


class Verb(StrEnum):
    """What can be done with a user."""

    EDIT = "edit"
    INVITE = "invite"


def not_joined_yet(user: User, by: User) -> None:
    """Refuse whom an invitation has let in already."""
    del by
    if user.has_usable_password():
        refuse("FIELD_INVALID", field="user", reason=_("this user has joined already"))


def let_in_at_all(user: User, by: User) -> None:
    """Refuse to send a link that leads to a closed door."""
    del by
    if not user.may_sign_in:
        refuse("FIELD_INVALID", field="user", reason=_("the access of this user is off"))


MOVES: dict[Verb, Move[User]] = {
    Verb.EDIT: Move(permission="user.manage", guards=(not_above,)),
    Verb.INVITE: Move(permission="user.manage", guards=(not_above, let_in_at_all, not_joined_yet)),
}


def check(user: User, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission and company (403), then what else must hold."""
    moves.check(user, MOVES[verb], by=by)


def allowed_actions(user: User, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return moves.states_of(user, MOVES, by=by)
