"""Close a lead as lost or cancelled, and what all closings share; every end is final."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from leadwright.foundation import formats
from leadwright.foundation.batches import action
from leadwright.foundation.money import Money
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields
from leadwright.foundation.text import trimmed
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.actions.qualifying import missing
from leadwright.leads.cleaning import clean_money, clean_text, tried
from leadwright.leads.deals import asks_for_deal
from leadwright.leads.facts import Closing, LeadCancelled, LeadLost
from leadwright.leads.gaps import filled
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import DealType, Lead
from leadwright.leads.models.offers import Answer
from leadwright.leads.money import currency_of, minimum_in
from leadwright.leads.offers import answer_offer
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules import active_definition
from leadwright.leads.searching import index
from leadwright.leads.states import State
from leadwright.leads.telling import require_to_know
from leadwright.people.models import User


@action
def lose(
    number: int,
    *,
    by: User,
    at: datetime,
    status: str | None = None,
    reason: object = None,
    reason_text: object = None,
    deal_segment: object = None,
    deal_value: object = None,
    deal_types: object = None,
    description: object = None,
) -> Lead:
    """Close a lead as lost, with a reason; an opportunity needs its closing data too."""
    lead = locked(number, by=by)
    check(lead, Verb.LOSE, by=by)
    faults: list[FieldError] = []
    why = tried(faults, lambda: references.closing_reason(reason))
    text = tried(faults, lambda: clean_text("reason_text", reason_text, longest=2000)) or ""
    given = Deal(segment=deal_segment, value=deal_value, types=deal_types, description=description)
    columns, types = deal(lead, faults, given, State.LOST, by=by)
    refuse_fields(faults + missing_after(lead, columns, State.LOST))
    new = Rulebook(lead.type, by).chosen(lead, status, State.LOST, columns=columns)
    columns |= {"status": new, "completed_at": at, "lost_reason": why, "reason_text": text}
    return closed(lead, columns, types, LeadLost, by=by, at=at, reason=why.code if why else "")


@action
def cancel(number: int, *, by: User, at: datetime, status: str | None = None) -> Lead:
    """Cancel a lead that was made by mistake; it gets no completion date."""
    lead = locked(number, by=by)
    check(lead, Verb.CANCEL, by=by)
    new = Rulebook(lead.type, by).chosen(lead, status, State.CANCELLED)
    answer_offer(lead, Answer.WITHDRAWN, by=by, at=at)
    columns: dict[str, Any] = {"status": new, "cancelled_at": at}
    if lead.is_waiting:
        columns["acceptance"] = "NOT_NEEDED"
    return closed(lead, columns, [], LeadCancelled, by=by, at=at)


def closed(
    lead: Lead,
    columns: dict[str, Any],
    types: list[DealType],
    fact: Closing,
    *,
    by: User,
    at: datetime,
    reason: str = "",
) -> Lead:
    """Store the end of a locked lead and record it."""
    old = lead.status.code
    lead.store(**columns, **filled(lead, columns), at=at)
    if types or lead.may_have("deal_types"):
        lead.deal_types.set(types)
        lead.note_attachments("deal_types", exist=bool(types))
    index(lead)
    sold = tuple(kind.code for kind in types)
    record(fact(lead=lead, from_status=old, reason=reason, deal_types=sold, by=by.party(), at=at))
    return lead


@dataclass(frozen=True, kw_only=True)
class Deal:
    """What was said about a deal, as it came."""

    segment: object
    value: object
    types: object
    description: object


def deal(
    lead: Lead, faults: list[FieldError], given: Deal, state: State, *, by: User
) -> tuple[dict[str, Any], list[DealType]]:
    """Return the columns of a deal and its kinds of products; one that is asked for needs segment and value."""
    columns: dict[str, Any] = {}
    is_asked = asks_for_deal(lead, state)
    if given.value not in (None, ""):
        require_to_know(by, "deal_value")
    if given.segment not in (None, ""):
        columns["deal_segment"] = tried(faults, lambda: references.deal_segment(given.segment))
    elif is_asked:
        faults.append(field_error("deal_segment", "FIELD_REQUIRED"))
    columns |= tried(faults, lambda: _value(lead, given.value, state)) or {}
    text = given.description
    if text not in (None, "") and trimmed(str(text)):
        columns["description"] = tried(faults, lambda: clean_text("description", text))
    return columns, tried(faults, lambda: _types(given.types, is_asked=is_asked)) or []


def _value(lead: Lead, given: object, state: State) -> dict[str, Any]:
    is_asked, currency = asks_for_deal(lead, state), currency_of(lead)
    money = clean_money("deal_value", given, currency=currency)
    if money is None:
        if is_asked:
            refuse("FIELD_REQUIRED", field="deal_value")
        return {}
    if money.currency != currency:
        refuse("CURRENCY_NOT_ALLOWED", field="deal_value", currency=currency)
    least = minimum_in(currency)
    if (is_asked or state == State.WON) and money.amount < least.amount:
        refuse("DEAL_VALUE_TOO_LOW", field="deal_value", minimum=_in_words(least))
    return {"deal_value": money.amount, "deal_currency": money.currency}


def _in_words(amount: Money) -> str:
    locale = formats.locale_of(get_language() or "en")
    return formats.money(amount.amount, amount.currency, locale)


def _types(given: object, *, is_asked: bool) -> list[DealType]:
    types = references.deal_types(given)
    if not types and is_asked and active_definition().deal_type_required:
        refuse("FIELD_REQUIRED", field="deal_types")
    return types


def missing_after(lead: Lead, columns: dict[str, Any], state: State) -> list[FieldError]:
    """Name what a lead that is about to end still lacks."""
    if columns.get("description"):
        lead.description = columns["description"]
    return missing(lead) if asks_for_deal(lead, state) or lead.gaps else []
