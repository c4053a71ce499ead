"""What can be done with an account, as a table."""

from enum import StrEnum

from leadwright.accounts.models import Account
from leadwright.foundation.refusals import NotFound
from leadwright.people import moves
from leadwright.people.models import User
from leadwright.people.moves import ActionState, Move


class Verb(StrEnum):
    """What can be done with an account."""

    EDIT = "edit"


def still_there(account: Account, by: User) -> None:
    """Refuse as absent the account of an erased contact: that is for the books alone."""
    del by
    if account.contact.erased_at is not None:
        raise NotFound


MOVES: dict[Verb, Move[Account]] = {Verb.EDIT: Move(permission="contact.edit", guards=(still_there,))}


def check(account: Account, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission and company (403), then what else must hold."""
    moves.check(account, MOVES[verb], by=by)


def allowed_actions(account: Account, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return moves.states_of(account, MOVES, by=by)
