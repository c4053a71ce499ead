"""What the lines of a demand come to."""

from collections.abc import Iterable
from decimal import Decimal

from leadwright.foundation.money import Money
from leadwright.leads.models import DemandLine


def totals_of(lines: Iterable[DemandLine]) -> list[Money]:
    """Return the expected price of some lines, one sum a currency: two currencies are never added."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line.amount is not None:
            sums[line.currency] = sums.get(line.currency, Decimal(0)) + line.amount
    return [Money(amount, currency) for currency, amount in sorted(sums.items())]
