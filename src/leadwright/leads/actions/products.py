"""Products of interest: added with notes, changed, and taken off again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.cleaning import clean_text, tried
from leadwright.leads.facts import ProductAdded, ProductChanged, ProductRemoved
from leadwright.leads.features import refuse_if_off
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, ProductOfInterest
from leadwright.leads.states import Feature
from leadwright.people.models import User

MOST = 100
LONGEST = 4_000


@action
def add_product(number: int, data: Mapping[str, Any], *, by: User, at: datetime) -> ProductOfInterest:
    """Note that the customer is interested in a product that the lead's type allows, with notes."""
    lead = _locked(number, by=by)
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - {"product", "notes"})]
    product = tried(faults, lambda: references.product(data.get("product"), kind=lead.type))
    notes = tried(faults, lambda: clean_text("notes", data.get("notes"), longest=LONGEST))
    refuse_fields(faults)
    known = set(lead.products.values_list("product", flat=True))
    if product is None or product.pk in known:
        refuse("FIELD_INVALID", field="product", reason=_("it is on this lead already"))
    if len(known) >= MOST:
        refuse("FIELD_INVALID", field="product", reason=_("at most {number}").format(number=MOST))
    line = ProductOfInterest.objects.create(lead=lead, product=product, notes=notes or "")
    lead.store(at=at)
    record(ProductAdded(lead=lead, product=line, by=by.party(), at=at))
    return line


@action
def change_product(
    number: int, pk: int, data: Mapping[str, Any], *, by: User, at: datetime
) -> ProductOfInterest:
    """Write other notes on a product of interest; the same ones again change nothing."""
    lead = _locked(number, by=by)
    line = _line(lead, pk)
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - {"notes"})]
    notes = tried(faults, lambda: clean_text("notes", data.get("notes"), longest=LONGEST))
    refuse_fields(faults)
    former = line.notes
    if "notes" not in data or notes == former:
        return line
    line.notes = notes or ""
    line.save(update_fields=["notes"])
    lead.store(at=at)
    record(ProductChanged(lead=lead, product=line, former_notes=former, by=by.party(), at=at))
    return line


@action
def remove_product(number: int, pk: int, *, by: User, at: datetime) -> Lead:
    """Take a product of interest off a lead."""
    lead = _locked(number, by=by)
    line = _line(lead, pk)
    ProductOfInterest.objects.filter(pk=line.pk).delete()
    lead.store(at=at)
    record(ProductRemoved(lead=lead, product=line, by=by.party(), at=at))
    return lead


def _locked(number: int, *, by: User) -> Lead:
    lead = locked(number, by=by)
    check(lead, Verb.EDIT, by=by)
    refuse_if_off(Feature.PRODUCTS)
    return lead


def _line(lead: Lead, pk: int) -> ProductOfInterest:
    line: ProductOfInterest | None = lead.products.select_related("product").filter(pk=pk).first()
    if line is None:
        raise NotFound
    return line
