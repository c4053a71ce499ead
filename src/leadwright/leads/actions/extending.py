"""Extend a lead: the same customer showed interest again while the lead was open."""

from datetime import datetime
from typing import Any

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads import fields
from leadwright.leads.cleaning import clean_text, tried
from leadwright.leads.facts import LeadExtended
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Interest, Lead
from leadwright.leads.money import currency_of
from leadwright.leads.searching import index
from leadwright.leads.telling import require_to_know_all
from leadwright.people.models import User


@action
def extend(
    number: int,
    *,
    by: User,
    at: datetime,
    description: object = None,
    source: object = None,
    target_amount: object = None,
) -> Lead:
    """Note on an open lead that the customer showed interest again; an amount replaces the one aimed at."""
    lead = locked(number, by=by)
    check(lead, Verb.EXTEND, by=by)
    faults: list[FieldError] = []
    text = tried(faults, lambda: _description(description))
    given = {"source": source, "target_amount": target_amount}
    data = {name: value for name, value in given.items() if value not in (None, "")}
    require_to_know_all(by, data)
    around = fields.Surroundings(currency=currency_of(lead), type=None)
    columns = fields.clean(data, faults, around)
    refuse_fields(faults)
    came_by, before = columns.pop("source", None), _amount(lead)
    interest = Interest.objects.create(lead=lead, at=at, by=by, source=came_by, description=text or "")
    lead.note_attachments("interests")
    lead.store(**columns, at=at)
    index(lead)
    fact = LeadExtended(lead=lead, interest=interest, changes=_changes(before, lead), by=by.party(), at=at)
    record(fact)
    return lead


def _description(given: object) -> str:
    text = clean_text("description", given)
    if not text:
        refuse("FIELD_REQUIRED", field="description")
    return text


def _amount(lead: Lead) -> dict[str, Any]:
    amount = None if lead.target_amount is None else str(lead.target_amount)
    return {"target_amount": amount, "target_currency": lead.target_currency}


def _changes(before: dict[str, Any], lead: Lead) -> dict[str, Any]:
    after = _amount(lead)
    return {} if before == after else {name: [old, after[name]] for name, old in before.items()}
