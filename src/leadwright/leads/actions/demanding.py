"""The primary demand of a lead: lines added, changed, taken off; their total is the target amount on request."""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.numbers import plain_decimal
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.actions.editing import edit
from leadwright.leads.cleaning import clean_money, clean_text, tried
from leadwright.leads.demand import totals_of
from leadwright.leads.facts.demand import DemandAdded, DemandChanged, DemandRemoved
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import DemandLine, Lead, Product
from leadwright.leads.money import currency_of
from leadwright.leads.states import DemandKind
from leadwright.leads.telling import may_know, require_to_know, require_visible
from leadwright.people.models import User

MOST, LONGEST, LONGEST_COMMENT = 200, 250, 4_000
MOST_PIECES = Decimal(10**9)
ASKED = ("product", "text", "kind", "quantity", "amount", "comment", "taken", "reason")


@action
def add_demand(number: int, data: Mapping[str, Any], *, by: User, at: datetime) -> DemandLine:
    """Add a line of what the customer asks for: a product of the lead's type, or words of one's own."""
    lead = _locked(number, by=by)
    values = _cleaned(lead, data, by=by)
    line = DemandLine(lead=lead, **({"kind": _kind(values)} | values))
    faults = [] if line.label else [field_error("text", "FIELD_REQUIRED")]
    refuse_fields(faults)
    if lead.demand.count() >= MOST:
        refuse("FIELD_INVALID", field="text", reason=_("at most {number}").format(number=MOST))
    line.save(force_insert=True)
    lead.store(at=at)
    record(DemandAdded(lead=lead, demand=line, by=by.party(), at=at))
    return line


@action
def change_demand(number: int, pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> DemandLine:
    """Change a line; an absent field stays, and what is said again changes nothing."""
    lead = _locked(number, by=by)
    line = _line(lead, pk)
    values = _cleaned(lead, data, by=by, kept=line.product)
    if all(getattr(line, name) == value for name, value in values.items()):
        return line
    former = copy(line)
    for name, value in values.items():
        setattr(line, name, value)
    refuse_fields([] if line.label else [field_error("text", "FIELD_REQUIRED")])
    line.save(update_fields=list(values))
    lead.store(at=at)
    record(DemandChanged(lead=lead, demand=line, was=former, by=by.party(), at=at))
    return line


@action
def remove_demand(number: int, pk: int, *, by: User, at: datetime) -> Lead:
    """Take a line off a lead; the history keeps what it said."""
    lead = _locked(number, by=by)
    line = _line(lead, pk)
    DemandLine.objects.filter(pk=line.pk).delete()
    lead.store(at=at)
    record(DemandRemoved(lead=lead, demand=line, by=by.party(), at=at))
    return lead


@action
def aim_at_demand(number: int, *, by: User, at: datetime) -> Lead:
    """Make the total of the lines the target amount of a lead; lines in several currencies have no single total."""
    lead = _locked(number, by=by)
    require_to_know(by, "target_amount")
    totals = totals_of(lead.demand.all())
    if len(totals) != 1:
        refuse("STATE_NOT_ALLOWED", because="DEMAND_CURRENCIES" if totals else "DEMAND_EMPTY")
    (total,) = totals
    amount = {"amount": f"{total.amount:f}", "currency": total.currency}
    return edit(number, {"target_amount": amount}, by=by, at=at, version=lead.version)


def _locked(number: int, *, by: User) -> Lead:
    lead = locked(number, by=by)
    check(lead, Verb.EDIT, by=by)
    require_visible(by, lead, "demand")
    return lead


def _line(lead: Lead, pk: int) -> DemandLine:
    line: DemandLine | None = lead.demand.select_related("product").filter(pk=pk).first()
    if line is None:
        raise NotFound
    return line


def _kind(values: Mapping[str, Any]) -> str:
    """Return what a line is of when nobody said: as its product is."""
    product = values.get("product")
    return product.kind if product else DemandKind.OTHER


def _cleaned(lead: Lead, data: Mapping[str, Any], *, by: User, kept: Product | None = None) -> dict[str, Any]:
    """Return the columns that were sent, all faults named at once."""
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - set(ASKED))]
    cleaners: dict[str, Callable[[], Any]] = {
        "product": lambda: references.product_or_none(data["product"], kind=lead.type, kept=kept),
        "text": partial(_plain_line, "text", data.get("text")),
        "kind": lambda: _kind_named(data["kind"]),
        "quantity": lambda: _quantity(data["quantity"]),
        "comment": lambda: clean_text("comment", data["comment"], longest=LONGEST_COMMENT),
        "reason": partial(_plain_line, "reason", data.get("reason")),
    }
    values = {name: tried(faults, clean) for name, clean in cleaners.items() if name in data}
    if data.get("kind") in (None, ""):
        values.pop("kind", None)
    values |= _amount(lead, data, faults, by=by) | _taken(data, faults)
    refuse_fields(faults)
    return values


def _amount(lead: Lead, data: Mapping[str, Any], faults: list[FieldError], *, by: User) -> dict[str, Any]:
    if "amount" not in data:
        return {}
    if not may_know(by, "target_amount"):
        require_to_know(by, "target_amount", field="amount")
    usual = lead.target_currency or currency_of(lead)
    money = tried(faults, partial(clean_money, "amount", data["amount"], currency=usual))
    return {"amount": money.amount if money else None, "currency": money.currency if money else ""}


def _taken(data: Mapping[str, Any], faults: list[FieldError]) -> dict[str, bool]:
    if "taken" not in data:
        return {}
    if not isinstance(data["taken"], bool):
        faults.append(field_error("taken", "FIELD_INVALID", reason=_("it must be true or false")))
        return {}
    return {"is_taken": data["taken"]}


def _plain_line(name: str, value: Any) -> str:
    text = clean_text(name, value, longest=LONGEST)
    if fault := fault_in_line(text):
        refuse("FIELD_INVALID", field=name, reason=fault)
    return text


def _kind_named(value: Any) -> str:
    if value not in (None, "", *DemandKind.values):
        reason = _("choose one of: {allowed}").format(allowed=", ".join(DemandKind.values))
        refuse("FIELD_INVALID", field="kind", reason=reason)
    return str(value)


def _quantity(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    number = None if isinstance(value, bool) else plain_decimal(str(value))
    if number is None or not 0 < number < MOST_PIECES or number != round(number, 3):
        refuse("FIELD_INVALID", field="quantity", reason=_("write a number above 0, with at most 3 decimals"))
    return number
