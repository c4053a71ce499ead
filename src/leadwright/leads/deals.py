"""Whether the end of a lead asks for its deal: decided once, for guards, actions and forms."""

from leadwright.leads.models import Lead
from leadwright.leads.states import State


def was_sent(lead: Lead) -> bool:
    """Tell whether another company sent the lead to the one that handles it."""
    return lead.sender_id is not None and lead.sender_id != lead.organisation_id


def asks_for_deal(lead: Lead, state: State) -> bool:
    """Tell whether segment, value of at least the minimum, owner, contact and description are asked at an end.

    What is won is asked for it as an opportunity, and wherever a sender counts on it; what is lost as an opportunity,
    unless the type of the lead does without.
    """
    if state == State.WON:
        return lead.is_opportunity or was_sent(lead)
    return state == State.LOST and lead.is_opportunity and lead.type.closing_data_when_lost
