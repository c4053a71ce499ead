"""What must hold before a verb is done, beside right and state: one guard, one reason to refuse."""

from collections.abc import Callable

from leadwright.contacts.blocked_keys import equals_blocked
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import refuse
from leadwright.leads.deals import asks_for_deal
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Lead
from leadwright.leads.postponable import require_postponable
from leadwright.leads.rules import active_definition
from leadwright.leads.states import State
from leadwright.leads.telling import require_to_know
from leadwright.people.models import User

Guard = Callable[[Lead, User], None]


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


def no_open_activities(lead: Lead, by: User) -> None:
    """What is still planned on a lead is done, cancelled or deleted before the lead is closed."""
    if lead.open_activities:
        refuse("ACTIVITIES_OPEN", number=lead.open_activities)


def process_at_its_end(lead: Lead, by: User) -> None:
    """The kind of opportunity may ask that no step of its process is left before it is won."""
    if lead.kind is not None and lead.kind.waits_for_end and lead.steps:
        refuse("STATE_NOT_ALLOWED", because="PROCESS_UNDER_WAY")


def only_the_owner(lead: Lead, by: User) -> None:
    """What a lead's owner alone decides: 403."""
    if lead.owner_id != by.pk:
        refuse("PERMISSION_DENIED", because="ONLY_THE_OWNER")


def clocks_can_be_postponed(lead: Lead, by: User) -> None:
    """The type of the lead may not let anybody put a clock off, some are not put off at all, and none twice."""
    require_postponable(lead)


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
    """No deal is made with a contact that was blocked or equals such a one, unless the definition lets it pass."""
    if active_definition().block_win:
        can_be_sent(lead, by)


def can_be_sent(lead: Lead, by: User) -> None:
    """No lead of a contact that was blocked is offered, nor of one that equals a blocked one of the own company."""
    contact = lead.contact
    if contact is None:
        return
    if contact.is_blocked:
        refuse("CONTACT_BLOCKED", name=contact.name)
    if contact.organisation_id == by.organisation_id and _equals_blocked(lead):
        refuse("CONTACT_BLOCKED", because="EQUALS_BLOCKED", name=contact.name)


def contact_not_blocked(lead: Lead, by: User) -> None:
    """Nobody writes to a contact that was blocked."""
    if lead.contact is not None and lead.contact.is_blocked:
        refuse("CONTACT_BLOCKED", name=lead.contact.name)


def _equals_blocked(lead: Lead) -> bool:
    """Tell whether the contact of a lead equals a blocked one, asked for unless it was fetched along."""
    fetched = vars(lead)
    if "contact_like_blocked" in fetched:
        return bool(fetched["contact_like_blocked"] == lead.contact_id)
    return Contact.objects.filter(equals_blocked(), pk=lead.contact_id or 0).exists()


def knows_what_it_is_worth(state: State) -> Guard:
    """Return a guard: who is asked what the deal is worth must be somebody who may know it: 403."""

    def knows(lead: Lead, by: User) -> None:
        if asks_for_deal(lead, state):
            require_to_know(by, "deal_value")

    return knows


def not_converted_yet(lead: Lead, by: User) -> None:
    """A lead makes a customer once."""
    if lead.account_id is not None:
        refuse("STATE_NOT_ALLOWED", because="ALREADY_CONVERTED", account=f"A-{lead.account_id}")


def a_customer_can_be_made(lead: Lead, by: User) -> None:
    """A contact that was blocked becomes no customer."""
    if lead.contact is not None and lead.contact.is_blocked:
        refuse("CONTACT_BLOCKED", name=lead.contact.name)
