"""Reckons with numbers and amounts of money: bounded decimals, and never two currencies together."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow
from typing import Any

from leadwright.foundation.expressions.kinds import ARITHMETIC, Kind, Reason, kind_of
from leadwright.foundation.money import LARGEST, Money, minor_digits

DECIMALS = 12
LIMIT = Decimal(10**15)
LONGEST = 10_000
# So many digits that twelve decimals stay right whatever is reckoned; no exponent can grow beyond the limit.
_CONTEXT = Context(prec=40, rounding=ROUND_HALF_UP, Emax=99, Emin=-99, traps=[InvalidOperation, Overflow])


@dataclass(frozen=True)
class Empty:
    """No value, and why."""

    reason: Reason


Value = Any  # str, Decimal, bool, date, aware datetime or Money; `kind_of` tells which
Outcome = Any  # a value, or Empty


def bounded(value: object) -> Outcome:
    """Return the value of a field if it is fit to be reckoned with; a whole number is a Decimal from here on."""
    if value is None:
        return Empty(Reason.EMPTY)
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value) if abs(value) < LIMIT else Decimal("Infinity")
    if kind_of(value) is None:
        return Empty(Reason.WRONG_KIND)
    match value:
        case Decimal():
            return _short(value) if _fits(value) else Empty(Reason.TOO_LARGE)
        case Money(amount, currency):
            return Money(_short(amount), currency) if _fits(amount) else Empty(Reason.TOO_LARGE)
    return value


def _fits(amount: Decimal) -> bool:
    return amount.is_finite() and amount.copy_abs() < LIMIT


def _short(amount: Decimal) -> Decimal:
    return _CONTEXT.plus(amount)


def reckoned(left: Outcome, sign: str, right: Outcome) -> Outcome:
    """Return what two values make with + - * or /; the first that is empty says why the result is."""
    for value in (left, right):
        if isinstance(value, Empty):
            return value
    kinds = kind_of(left), kind_of(right)
    kind = ARITHMETIC.get((kinds[0] or Kind.NOTHING, sign, kinds[1] or Kind.NOTHING))
    if kind is None:
        return Empty(Reason.WRONG_KIND)
    if kinds == (Kind.MONEY, Kind.MONEY) and left.currency != right.currency:
        return Empty(Reason.TWO_CURRENCIES)
    amount = _amount(_plain(left), sign, _plain(right))
    if isinstance(amount, Empty) or kind is Kind.NUMBER:
        return amount
    return Money(amount, left.currency if isinstance(left, Money) else right.currency)


def _plain(value: Decimal | Money) -> Decimal:
    return value.amount if isinstance(value, Money) else value


def _amount(left: Decimal, sign: str, right: Decimal) -> Decimal | Empty:
    if sign == "/" and not _rounded(right, DECIMALS):
        return Empty(Reason.DIVISION_BY_ZERO)
    reckon = {"+": _CONTEXT.add, "-": _CONTEXT.subtract, "*": _CONTEXT.multiply, "/": _CONTEXT.divide}[sign]
    result = reckon(left, right)
    return result if _fits(result) else Empty(Reason.TOO_LARGE)


def negative(value: Outcome) -> Outcome:
    """Return the negative of a number or an amount."""
    match value:
        case Decimal():
            return value.copy_negate()
        case Money(amount, currency):
            return Money(amount.copy_negate(), currency)
    return value if isinstance(value, Empty) else Empty(Reason.WRONG_KIND)


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), context=_CONTEXT)


def rounded(value: Outcome, digits: int) -> Outcome:
    """Round a number or an amount, a half away from zero."""
    match value:
        case Decimal():
            return _rounded(value, digits)
        case Money(amount, currency):
            return Money(_rounded(amount, digits), currency)
    return value if isinstance(value, Empty) else Empty(Reason.WRONG_KIND)


def key_of(value: Value) -> Value:
    """Return what is compared of a value: of a number or an amount, twelve decimals."""
    return _rounded(_plain(value), DECIMALS) if isinstance(value, Decimal | Money) else value


def settled(value: Outcome) -> Outcome:
    """Return a result as it is handed out: plain digits, money with the decimals of its currency, no endless text."""
    match value:
        case Decimal():
            return _without_zeros(_rounded(value, DECIMALS))
        case Money(amount, currency):
            amount = _rounded(amount, minor_digits(currency))
            return Money(amount, currency) if amount.copy_abs() <= LARGEST else Empty(Reason.TOO_LARGE)
        case str() if len(value) > LONGEST:
            return Empty(Reason.TOO_LARGE)
    return value


def _without_zeros(value: Decimal) -> Decimal:
    return Decimal(plain_digits(value))


def plain_digits(value: Decimal) -> str:
    """Return a number without an exponent and without zeros that say nothing."""
    text = f"{_rounded(value, DECIMALS):f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
