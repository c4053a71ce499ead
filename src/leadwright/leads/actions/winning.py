"""Win a lead: the end that brings business, and with conversion a customer."""

from datetime import datetime
from typing import Any

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, refuse_fields
from leadwright.leads.actions.closing import Deal, closed, deal, missing_after
from leadwright.leads.actions.converting import asked_of, customer, locked_with_contact
from leadwright.leads.facts import LeadWon
from leadwright.leads.features import converts
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.models import Lead
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules import active_definition
from leadwright.leads.states import State
from leadwright.people.models import User


@action
def win(
    number: int,
    *,
    by: User,
    at: datetime,
    status: str | None = None,
    deal_segment: object = None,
    deal_value: object = None,
    deal_types: object = None,
    description: object = None,
    account: object = None,
) -> Lead:
    """Close a lead as won; an opportunity, and one that was sent, needs a deal segment and value.

    With conversion the contact becomes a customer by it, and `account` holds the data of the account to open. They
    are not asked, and not looked at, when the contact is a customer already or conversion is off.
    """
    lead = locked_with_contact(number, by=by)
    check(lead, Verb.WIN, by=by)
    definition = active_definition()
    faults: list[FieldError] = []
    given = Deal(segment=deal_segment, value=deal_value, types=deal_types, description=description)
    columns, types = deal(lead, faults, given, State.WON, by=by)
    faults += missing_after(lead, columns, State.WON)
    asked = asked_of(lead, account, definition, by=by, at=at)
    if asked is not None and asked.faults:
        asked.refuse(tuple(faults))
    refuse_fields(faults)
    new = Rulebook(lead.type, by).chosen(lead, status, State.WON, columns=columns)
    columns |= {"status": new, "completed_at": at}
    if converts(definition):
        columns |= _converted(lead, account, by=by, at=at)
    return closed(lead, columns, types, LeadWon, by=by, at=at)


def _converted(lead: Lead, data: object, *, by: User, at: datetime) -> dict[str, Any]:
    """Return the account as a column; none while the contact is blocked and the definition lets that pass."""
    if lead.contact is None or lead.contact.is_blocked:
        return {}
    return {"account": customer(lead, data, by=by, at=at)}
