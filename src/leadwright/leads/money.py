"""Which currency a lead's deal is in, and the least that it can be worth."""

from collections.abc import Collection
from decimal import Decimal

from leadwright.foundation.money import Money, currency_of_country, minor_digits
from leadwright.leads.models import Lead, MinimumDealValue
from leadwright.leads.rules import active_definition
from leadwright.people.models import Organisation

USUAL_MINIMUM = Decimal(200)
AMOUNT = ("target_amount", "target_currency")


def amount_in(changed: Collection[str]) -> tuple[str, ...]:
    """Name what is said of an amount if part of it changed: a number says nothing without its currency."""
    return AMOUNT if set(AMOUNT) & set(changed) else ()


def currency_of(lead: Lead) -> str:
    """Return the currency of the handling organisation's country, else that of the installation."""
    return currency_of_company(lead.organisation or lead.origin)


def currency_of_company(organisation: Organisation) -> str:
    """Return the currency of a company's country, else that of the installation."""
    return currency_of_country(organisation.country, otherwise=active_definition().default_currency)


def currency_aimed_at(lead: Lead) -> str:
    """Return the currency of a lead's target amount, of one that is still to be given too."""
    return lead.target_currency or currency_of(lead)


def minimum_in(currency: str) -> Money:
    """Return the least that an opportunity can be closed with in a currency; the limit itself is allowed."""
    row = MinimumDealValue.objects.filter(currency=currency).first()
    amount = row.amount if row else USUAL_MINIMUM
    return Money(amount.quantize(Decimal(1).scaleb(-minor_digits(currency))), currency)
