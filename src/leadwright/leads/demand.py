"""What the lines of a demand come to."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Case, When

from leadwright.foundation.money import Money
from leadwright.leads.models import DemandLine


def totals_of(lines: Iterable[DemandLine]) -> list[Money]:
    """Return the expected price of some lines, one sum a currency: two currencies are never added."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line.amount is not None:
            sums[line.currency] = sums.get(line.currency, Decimal(0)) + line.amount
    return [Money(amount, currency) for currency, amount in sorted(sums.items())]


def fulfil(numbers: Sequence[int]) -> None:
    """Note on the lines of leads that were won how far each is fulfilled: wholly, or not at all."""
    lines = DemandLine.objects.filter(lead__in=numbers)
    lines.update(fulfilment=Case(When(is_taken=True, then=100), default=0))
