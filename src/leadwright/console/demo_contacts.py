"""The demo's address book beyond its leads: somebody entered twice, somebody blocked, several ways to reach one."""

from datetime import datetime, timedelta
from typing import Any

from leadwright.contacts import actions
from leadwright.contacts.models import Contact
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.leads.states import OPEN
from leadwright.people.models import User

COMPLETE: dict[str, Any] = {
    "title": "ms",
    "job_title": "Head of purchasing",
    "birth_date": "1984-06-15",
    "groups": ["customers", "brand-group"],
    "segment": "Health care",
    "fleet_code": "LPS-204",
    "language": "nl",
    "street": "Kortrijksesteenweg 1026",
    "postcode": "9000",
    "remarks": "Prefers to be called before noon.",
}
BLOCKED = {
    "kind": "company",
    "name": "Quickpay Invest BV",
    "email": "info@quickpay.example",
    "country": "NL",
    "city": "Breda",
    "remarks": "Three invoices unpaid.",
    "blocked": True,
}
COMPANY = {
    "kind": "company",
    "name": "Peeters NV",
    "email": "info@peeters.example",
    "phone": "+32 3 555 04 11",
    "country": "BE",
    "city": "Mechelen",
    "street": "Guldenstraat 12",
    "postcode": "2800",
    "vat_number": "BE 0428.759.497",
    "register_number": "0428.759.497",
}


def fill_address_book(distributor: User, writer: User, *, at: datetime) -> int:
    """Make the contacts that no lead story needs; returns how many contacts there are in all."""
    rows = Contact.objects.filter(organisation=distributor.organisation, kind="person").exclude(phone="")
    first = rows.select_related("company").order_by("sort_name", "pk").first()
    if first is not None:
        _complete(first, distributor, at)
        _enter_twice(first, distributor, at)
    actions.enter(BLOCKED, by=distributor, at=at - timedelta(days=9))
    own = actions.enter(COMPANY, by=writer, at=at - timedelta(days=6))
    person = {"kind": "person", "given_name": "Jan", "family_name": "Peeters", "email": "jan@peeters.example"}
    actions.enter(person | {"company": own.pk, "country": "BE"}, by=writer, at=at - timedelta(days=6))
    _interest_again(writer, at)
    return Contact.objects.count()


def _complete(contact: Contact, by: User, at: datetime) -> None:
    phones = [{"number": contact.phone, "label": "desk", "main": True}, {"number": "+32 470 12 34 56"}]
    actions.edit(
        contact.pk, by=by, at=at - timedelta(days=8), version=contact.version, phones=phones, **COMPLETE
    )


def _enter_twice(contact: Contact, by: User, at: datetime) -> None:
    """Enter the same person again, as it happens at a fair: misspelt, with another address."""
    name = contact.name.replace("ee", "e").replace("k", "c")
    twin = {"kind": "person", "name": name, "phone": contact.phone, "email": f"fair.{contact.email}"}
    actions.enter(twin | {"country": contact.country}, by=by, at=at - timedelta(days=2))


def _interest_again(writer: User, at: datetime) -> None:
    """Let the customer of an open lead ask again, and a colleague of the customer join in."""
    rows = Lead.objects.within_reach(writer, "lead.view").filter(owner=writer, state__in=OPEN)
    lead = rows.exclude(contact=None).order_by("-number").first()
    if lead is None:
        return
    leads.extend(
        lead.pk, by=writer, at=at - timedelta(days=1), description="Asked for a second device on the phone."
    )
    colleague = {"kind": "person", "name": "Lotte Wouters", "email": "lotte.wouters@customer.example"}
    leads.add_party(
        lead.pk,
        {"contact": colleague, "person_role": "decision-maker"},
        by=writer,
        at=at - timedelta(hours=20),
    )
