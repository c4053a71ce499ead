"""What can be done with a mail, as a table: what is not in it cannot happen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from leadwright.foundation.refusals import Refused, refuse
from leadwright.leads.models import Lead
from leadwright.leads.sides import other_side
from leadwright.mails.models import Mail
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.moves import ActionState
from leadwright.people.reach import Permission

Guard = Callable[[Mail, User], None]


class Verb(StrEnum):
    """What can be done with a mail."""

    ATTACH = "attach"
    MAKE_LEAD = "make_lead"
    PUT_ASIDE = "put_aside"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One verb: who may, and what must hold; what is done with a mail of a lead asks for a right on that lead."""

    permission: Permission
    guards: tuple[Guard, ...]


def without_lead(mail: Mail, by: User) -> None:
    """Refuse a mail that belongs to a lead."""
    del by
    if mail.lead_id is not None:
        refuse("MAIL_HAS_LEAD", lead=f"L-{mail.lead_id}")


def not_put_aside(mail: Mail, by: User) -> None:
    """Refuse a mail that was put aside."""
    del by
    if mail.put_aside_at is not None:
        refuse("MAIL_PUT_ASIDE")


def can_be_shared(mail: Mail, by: User) -> None:
    """Refuse a mail that there is nobody to share with, or that is not one's own company's to share."""
    if mail.lead is None:
        refuse("MAIL_WITHOUT_LEAD")
    if mail.organisation_id != by.organisation_id:
        refuse("NOT_YOUR_MAIL")
    if mail.is_shared:
        refuse("MAIL_SHARED")
    if other_side(mail.lead, mail.organisation_id) is None:
        refuse("MAIL_OF_ONE_SIDE")


def holder_of(lead: Lead) -> int:
    """Return the organisation whose the mails of a lead are: who handles it, else who brought it in."""
    return lead.organisation_id or lead.origin_id


MOVES: dict[Verb, Move] = {
    Verb.ATTACH: Move(permission="mail.manage", guards=(without_lead,)),
    Verb.MAKE_LEAD: Move(permission="mail.manage", guards=(without_lead,)),
    Verb.PUT_ASIDE: Move(permission="mail.manage", guards=(without_lead, not_put_aside)),
    Verb.SHARE: Move(permission="lead.edit", guards=(can_be_shared,)),
}


def check(mail: Mail, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission (403), then what must hold (409)."""
    move = MOVES[verb]
    of_lead = mail.lead if move.permission.startswith("lead.") else None
    require(by, move.permission, of_lead)
    if verb is Verb.MAKE_LEAD:
        require(by, "lead.create")
    for guard in move.guards:
        guard(mail, by)


def allowed_actions(mail: Mail, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return [_state_of(mail, verb, by) for verb in Verb]


def _state_of(mail: Mail, verb: Verb, by: User) -> ActionState:
    try:
        check(mail, verb, by=by)
    except Refused as no:
        return ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence)
    return ActionState(action=verb, allowed=True)
