"""The life cycle as a table: what is not in it cannot happen."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import Refused, refuse
from leadwright.leads.features import refuse_if_off
from leadwright.leads.gaps import Gap
from leadwright.leads.guards import (
    Guard,
    a_customer_can_be_made,
    a_deal_can_be_made,
    can_be_sent,
    clocks_can_be_postponed,
    contact_not_blocked,
    in_own_hands,
    in_somebodys_hands,
    is_qualified_at_all,
    knows_what_it_is_worth,
    member_of_the_group,
    no_open_activities,
    not_an_opportunity_yet,
    not_awaiting,
    not_awaiting_unless_sender,
    not_converted_yet,
    only_the_owner,
    process_at_its_end,
    sent_by_another,
    still_to_give,
    waiting_for_acceptance,
    without,
)
from leadwright.leads.models import Lead
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules import active_definition
from leadwright.leads.states import OPEN, Feature, State
from leadwright.people.access import may, require
from leadwright.people.models import User
from leadwright.people.moves import ActionState
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
    ATTACH = "attach"
    SCHEDULE = "schedule"
    POST = "post"
    POSTPONE = "postpone"
    COMMUNICATE = "communicate"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One verb: who may, from which states, to which, what else must hold, and the part that it belongs to.

    What can be done `on_several` leads at once is an action of the verb's own name in `leads.actions`, or that
    of a room above, which `leads.verbs_above` names.
    """

    permission: Permission
    part: Feature | None = None
    from_states: tuple[State, ...] = OPEN
    to_state: State | None = None
    guards: tuple[Guard, ...] = ()
    on_several: bool = False


WHOM = (Gap.CONTACT, Gap.CONTACT_CHANNEL)


MOVES: dict[Verb, Move] = {
    Verb.OFFER: Move(
        permission="lead.offer",
        on_several=True,
        from_states=(State.PENDING,),
        guards=(still_to_give, without(*WHOM), can_be_sent),
    ),
    Verb.WITHDRAW: Move(
        permission="lead.offer",
        on_several=True,
        from_states=(State.PENDING,),
        guards=(waiting_for_acceptance, sent_by_another),
    ),
    Verb.ACCEPT: Move(
        permission="lead.accept", on_several=True, guards=(member_of_the_group, waiting_for_acceptance)
    ),
    Verb.REJECT: Move(
        permission="lead.reject",
        on_several=True,
        guards=(member_of_the_group, waiting_for_acceptance, sent_by_another),
    ),
    Verb.START: Move(
        permission="lead.start",
        on_several=True,
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
        on_several=True,
        guards=(in_own_hands, in_somebodys_hands, not_awaiting, is_qualified_at_all, not_an_opportunity_yet),
    ),
    Verb.WIN: Move(
        permission="lead.win",
        on_several=True,
        to_state=State.WON,
        guards=(
            in_own_hands,
            in_somebodys_hands,
            not_awaiting,
            no_open_activities,
            process_at_its_end,
            a_deal_can_be_made,
            knows_what_it_is_worth(State.WON),
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
        on_several=True,
        to_state=State.LOST,
        guards=(
            in_own_hands,
            in_somebodys_hands,
            not_awaiting,
            no_open_activities,
            knows_what_it_is_worth(State.LOST),
            without(*WHOM, Gap.OWNER),
        ),
    ),
    Verb.CANCEL: Move(
        permission="lead.cancel",
        on_several=True,
        to_state=State.CANCELLED,
        guards=(in_own_hands, not_awaiting_unless_sender, no_open_activities),
    ),
    Verb.ASSIGN: Move(
        permission="lead.assign",
        on_several=True,
        guards=(in_own_hands, in_somebodys_hands, not_awaiting, without(Gap.CONTACT)),
    ),
    Verb.EDIT: Move(permission="lead.edit", on_several=True, guards=(in_own_hands,)),
    Verb.EXTEND: Move(permission="lead.edit", guards=(in_own_hands,)),
    Verb.DELETE: Move(
        permission="lead.delete", on_several=True, from_states=(State.PENDING,), guards=(in_own_hands,)
    ),
    Verb.SCHEDULE: Move(permission="lead.schedule", guards=(in_own_hands, not_awaiting)),
    Verb.POST: Move(permission="lead.edit", guards=(in_own_hands, in_somebodys_hands, not_awaiting)),
    Verb.POSTPONE: Move(
        permission="lead.edit", guards=(in_own_hands, not_awaiting, only_the_owner, clocks_can_be_postponed)
    ),
    Verb.NOTE: Move(permission="lead.edit", part=Feature.NOTES, from_states=tuple(State)),
    Verb.ATTACH: Move(permission="lead.edit", from_states=tuple(State)),
    Verb.COMMUNICATE: Move(
        permission="lead.communicate",
        on_several=True,
        guards=(in_own_hands, not_awaiting, contact_not_blocked),
    ),
}
ON_SEVERAL = tuple(verb for verb, move in MOVES.items() if move.on_several)


def check(lead: Lead, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission (403), part (404), then definition, state, guards, way (409).

    Whoever locked the lead holds the rules. What comes with the verb is looked at after this, so that a form which
    can lead nowhere is never asked to be filled in better.
    """
    move = MOVES[verb]
    _check_right(lead, move, by)
    active_definition()
    _check_state(lead, move, by, Rulebook(lead.type, by))


def is_possible(lead: Lead, verb: Verb, *, by: User) -> bool:
    """Tell whether nothing closes a verb: the checks of `check`, but the active definition is not asked."""
    try:
        _check_right(lead, MOVES[verb], by)
        _check_state(lead, MOVES[verb], by, Rulebook(lead.type, by))
    except Refused:
        return False
    return True


def can_begin(contact: Contact, *, by: User) -> bool:
    """Tell whether somebody can enter a lead of a contact: a blocked one is tied to none."""
    return may(by, "lead.create") and not contact.is_blocked


def _check_right(lead: Lead, move: Move, by: User) -> None:
    require(by, move.permission, lead)
    if move.part is not None:
        refuse_if_off(move.part)


def _check_state(lead: Lead, move: Move, by: User, rules: Rulebook) -> None:
    if lead.state not in move.from_states:
        refuse("STATE_NOT_ALLOWED", state=lead.get_state_display())
    for guard in move.guards:
        guard(lead, by)
    if move.to_state is not None:
        rules.refuse_without_exit(lead, move.to_state)


def allowed_actions(lead: Lead, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return allowed_to_each(lead, [by])[by.pk]


def allowed_to_each(lead: Lead, users: Iterable[User]) -> dict[int, list[ActionState]]:
    """Say the same for several users at once, by the key of each; the rules of the type are read once."""
    users, rules = list(users), Rulebook(lead.type)
    try:
        active_definition()
    except Refused as no:
        closed = [
            ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence) for verb in Verb
        ]
        return {by.pk: closed for by in users}
    books = {by.pk: rules.open_to(by) for by in users}
    return {by.pk: [_state_of(lead, verb, by, books[by.pk]) for verb in Verb] for by in users}


def _state_of(lead: Lead, verb: Verb, by: User, rules: Rulebook) -> ActionState:
    move = MOVES[verb]
    try:
        _check_right(lead, move, by)
        _check_state(lead, move, by, rules)
    except Refused as no:
        return ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence)
    return ActionState(action=verb, allowed=True)
