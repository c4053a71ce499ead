"""A definition that converts, and what an account needs."""

from datetime import datetime
from typing import Any

from leadwright.accounts.models import AccountClass, CreditRating
from leadwright.contacts.models import Contact
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadDefinition
from leadwright.people.models import User
from tests.makers import NOON, make_contact, make_lead

DEAL = {"deal_segment": "office", "deal_value": {"amount": "900"}}
DATA = {"name": "Acme", "email": "invoices@acme.example", "country": "BE", "currency": "EUR"}


def let_convert(on: bool = True) -> LeadDefinition:
    """Switch the conversion of the active definition, into the class Retail with the rating B."""
    retail, _made = AccountClass.objects.get_or_create(code="retail", defaults={"labels": {"en": "Retail"}})
    rating, _made = CreditRating.objects.get_or_create(code="b", defaults={"labels": {"en": "B"}})
    LeadDefinition.objects.filter(is_active=True).update(
        converts=on, account_class=retail, credit_rating=rating
    )
    return LeadDefinition.objects.get(is_active=True)


def win(lead: Lead, by: User, account: Any = DATA, *, at: datetime = NOON, **deal: Any) -> Lead:
    """Win a lead with the data of an account."""
    return actions.win(lead.pk, by=by, at=at, account=account, **deal)


def make_customer(by: User, *, at: datetime = NOON, **fields: Any) -> Contact:
    """Make a contact that is a customer, by a lead that is won."""
    contact = make_contact(by, at=at, **fields)
    let_convert()
    win(make_lead(by, contact=contact, at=at), by, at=at)
    return contact
