"""Which currency a lead's deal is in, and the least that it can be worth."""

from decimal import Decimal

from leadwright.foundation.money import Money, currency_of_country, minor_digits
from leadwright.leads.models import Lead, MinimumDealValue
from leadwright.leads.rules import active_definition

USUAL_MINIMUM = Decimal(200)


def currency_of(lead: Lead) -> str:
    """Return the currency of the handling organisation's country, else that of the installation."""
    home = lead.organisation or lead.origin
    return currency_of_country(home.country, otherwise=active_definition().default_currency)


def minimum_in(currency: str) -> Money:
    """Return the least that an opportunity can be closed with in a currency; the limit itself is allowed."""
    row = MinimumDealValue.objects.filter(currency=currency).first()
    amount = row.amount if row else USUAL_MINIMUM
    return Money(amount.quantize(Decimal(1).scaleb(-minor_digits(currency))), currency)
