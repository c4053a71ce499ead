"""The life cycle as a table: what is not in it cannot happen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from leadwright.foundation.refusals import Refused, refuse
from leadwright.leads.features import Features
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Lead
from leadwright.leads.rulebook import Rulebook, active_definition
from leadwright.leads.states import OPEN, Feature, State
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.reach import Permission


class Verb(StrEnum):
    """What can be done with a lead."""

    OFFER = "offer"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    REJECT = "reject"
    START = "start"
    QUALIFY = "qualify"
    WIN = "win"
    CONVERT = "convert"
    LOSE = "lose"
    CANCEL = "cancel"
    ASSIGN = "assign"
    EDIT = "edit"
    EXTEND = "extend"
    DELETE = "delete"
    NOTE = "note"


Guard = Callable[[Lead, User], None]


@dataclass(frozen=True, kw_only=True)
class Move:
    """One verb: who may, from which states, to which, what else must hold, and the part that it belongs to."""

    permission: Permission
    part: Feature | None = None
    from_states: tuple[State, ...] = OPEN
    to_state: State | None = None
    guards: tuple[Guard, ...] = ()


def in_own_hands(lead: Lead, by: User) -> None:
    """A sender who has handed a lead over no longer works it: 403."""
    handed_over = lead.organisation_id not in (None, by.organisation_id) and not lead.is_waiting
    if handed_over:
        refuse("PERMISSION_DENIED", because="HANDED_OVER")


def member_of_the_group(lead: Lead, by: User) -> None:
    """Only the assigned unit, or a unit of the same group, may accept: 403."""
    if lead.is_waiting and (lead.unit is None or lead.unit.group_id != by.group_id):
        refuse("NOT_UNIT_MEMBER")


def waiting_for_acceptance(lead: Lead, by: User) -> None:
    """Only a lead that waits can be answered; the first answer is named."""
    if lead.is_waiting:
        return
    if lead.accepted_by_id is not None and lead.accepted_by_id != by.pk:
        refuse("ALREADY_ACCEPTED", winner=lead.accepted_by)
    refuse("STATE_NOT_ALLOWED", because="NOT_OFFERED")


def sent_by_another(lead: Lead, by: User) -> None:
    """Only what a distributor sent can be rejected or withdrawn."""
    if lead.sender_id is None:
        refuse("STATE_NOT_ALLOWED", because="NOT_SENT")


def not_awaiting(lead: Lead, by: User) -> None:
    """A lead that waits for acceptance cannot be worked or completed."""
    if lead.is_waiting:
        refuse("ACCEPTANCE_PENDING")


def not_awaiting_unless_sender(lead: Lead, by: User) -> None:
    """Only its sender may cancel a lead that waits."""
    if lead.is_waiting and lead.origin_id != by.organisation_id:
        refuse("ACCEPTANCE_PENDING")


def still_to_give(lead: Lead, by: User) -> None:
    """What somebody has taken on cannot be offered again."""
    if lead.owner_id is not None:
        refuse("ALREADY_ACCEPTED", winner=lead.owner)


def in_somebodys_hands(lead: Lead, by: User) -> None:
    """A lead in the queue is offered first, not qualified there."""
    if lead.organisation_id is None:
        refuse("STATE_NOT_ALLOWED", because="IN_THE_QUEUE")


def is_qualified_at_all(lead: Lead, by: User) -> None:
    """The type may do without qualification."""
    if not lead.type.is_qualified:
        refuse("STATE_NOT_ALLOWED", because="QUALIFICATION_OFF")


def not_an_opportunity_yet(lead: Lead, by: User) -> None:
    """An opportunity is closed, not qualified again."""
    if lead.is_opportunity:
        refuse("STATE_NOT_ALLOWED", because="ALREADY_QUALIFIED")


def without(*gaps: Gap) -> Guard:
    """Return a guard: a lead that was brought in incomplete is completed first, as far as a verb needs it."""

    def filled_first(lead: Lead, by: User) -> None:
        for gap in gaps:
            if gap in lead.gaps:
                refuse("FIELD_REQUIRED", field=gap.value)

    return filled_first


def a_deal_can_be_made(lead: Lead, by: User) -> None:
    """No deal is made with a contact that was blocked, unless the definition lets it pass."""
    contact = lead.contact
    if contact is not None and contact.is_blocked and active_definition().block_win:
        refuse("CONTACT_BLOCKED", name=contact.name)


def not_converted_yet(lead: Lead, by: User) -> None:
    """A lead makes a customer once."""
    if lead.account is not None:
        refuse("STATE_NOT_ALLOWED", because="ALREADY_CONVERTED", account=lead.account)


def a_customer_can_be_made(lead: Lead, by: User) -> None:
    """A contact that was blocked becomes no customer."""
    if lead.contact is not None and lead.contact.is_blocked:
        refuse("CONTACT_BLOCKED", name=lead.contact.name)


WHOM = (Gap.CONTACT, Gap.CONTACT_CHANNEL)


MOVES: dict[Verb, Move] = {
    Verb.OFFER: Move(
        permission="lead.offer", from_states=(State.PENDING,), guards=(still_to_give, without(*WHOM))
    ),
    Verb.WITHDRAW: Move(
        permission="lead.offer",
        from_states=(State.PENDING,),
        guards=(waiting_for_acceptance, sent_by_another),
    ),
    Verb.ACCEPT: Move(permission="lead.accept", guards=(member_of_the_group, waiting_for_acceptance)),
    Verb.REJECT: Move(
        permission="lead.reject", guards=(member_of_the_group, waiting_for_acceptance, sent_by_another)
    ),
    Verb.START: Move(
        permission="lead.start",
        from_states=(State.PENDING,),
        to_state=State.IN_PROGRESS,
        guards=(
            in_own_hands,
            in_somebodys_hands,
            not_awaiting,
            without(*WHOM, Gap.DESCRIPTION, Gap.OWNER),
        ),
    ),
    Verb.QUALIFY: Move(
        permission="lead.qualify",
        guards=(in_own_hands, in_somebodys_hands, not_awaiting, is_qualified_at_all, not_an_opportunity_yet),
    ),
    Verb.WIN: Move(
        permission="lead.win",
        to_state=State.WON,
        guards=(
            in_own_hands,
            in_somebodys_hands,
            not_awaiting,
            a_deal_can_be_made,
            without(*WHOM, Gap.OWNER),
        ),
    ),
    Verb.CONVERT: Move(
        permission="lead.win",
        part=Feature.CONVERSION,
        from_states=(State.WON,),
        guards=(
            in_own_hands,
            not_converted_yet,
            without(Gap.CONTACT),
            a_customer_can_be_made,
        ),
    ),
    Verb.LOSE: Move(
        permission="lead.lose",
        to_state=State.LOST,
        guards=(in_own_hands, in_somebodys_hands, not_awaiting, without(*WHOM, Gap.OWNER)),
    ),
    Verb.CANCEL: Move(
        permission="lead.cancel",
        to_state=State.CANCELLED,
        guards=(in_own_hands, not_awaiting_unless_sender),
    ),
    Verb.ASSIGN: Move(
        permission="lead.assign",
        guards=(in_own_hands, in_somebodys_hands, not_awaiting, without(Gap.CONTACT)),
    ),
    Verb.EDIT: Move(permission="lead.edit", guards=(in_own_hands,)),
    Verb.EXTEND: Move(permission="lead.edit", guards=(in_own_hands,)),
    Verb.DELETE: Move(permission="lead.delete", from_states=(State.PENDING,), guards=(in_own_hands,)),
    Verb.NOTE: Move(permission="lead.edit", part=Feature.NOTES, from_states=tuple(State)),
}


def check(lead: Lead, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission (403), part (404), then definition, state and guards (409).

    Whoever locked the lead holds the rules.
    """
    move = MOVES[verb]
    _check_right(lead, move, by, Features())
    active_definition()
    _check_state(lead, move, by)


def is_possible(lead: Lead, verb: Verb, *, by: User) -> bool:
    """Tell whether permission, state and guards of a verb let it pass; the active definition is not asked."""
    try:
        _check_right(lead, MOVES[verb], by, Features())
        _check_state(lead, MOVES[verb], by)
    except Refused:
        return False
    return True


def _check_right(lead: Lead, move: Move, by: User, features: Features) -> None:
    require(by, move.permission, lead)
    if move.part is not None:
        features.refuse_if_off(move.part)


def _check_state(lead: Lead, move: Move, by: User) -> None:
    if lead.state not in move.from_states:
        refuse("STATE_NOT_ALLOWED", state=lead.get_state_display())
    for guard in move.guards:
        guard(lead, by)


@dataclass(frozen=True, kw_only=True)
class ActionState:
    """Whether an action is open to somebody now; if not, why."""

    action: Verb
    allowed: bool
    code: str = ""
    sentence: str = ""


def allowed_actions(lead: Lead, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return allowed_to_each(lead, [by])[by.pk]


def allowed_to_each(lead: Lead, users: Iterable[User]) -> dict[int, list[ActionState]]:
    """Say the same for several users at once, by the key of each; rules and switches are read once."""
    users, rules, features = list(users), Rulebook(lead.type), Features()
    try:
        active_definition()
    except Refused as no:
        closed = [
            ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence) for verb in Verb
        ]
        return {by.pk: closed for by in users}
    books = {by.pk: rules.open_to(by) for by in users}
    return {by.pk: [_state_of(lead, verb, by, books[by.pk], features) for verb in Verb] for by in users}


def _state_of(lead: Lead, verb: Verb, by: User, rules: Rulebook, features: Features) -> ActionState:
    move = MOVES[verb]
    try:
        _check_right(lead, move, by, features)
        _check_state(lead, move, by)
        _refuse_without_exit(lead, move.to_state, rules)
    except Refused as no:
        return ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence)
    return ActionState(action=verb, allowed=True)


def _refuse_without_exit(lead: Lead, state: State | None, rules: Rulebook) -> None:
    if state is not None and not rules.next_from(lead.status, state):
        refuse(
            "TRANSITION_NOT_ALLOWED", because="NO_WAY_THERE", from_status=lead.status.label, state=state.label
        )
