"""Amounts of money with their currency: one that is named is never dropped, a number is never cut."""

from decimal import Decimal

from django.utils.translation import gettext as _

from leadwright.foundation.money import Money, NotMoney, currency_of_country, parse_money
from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Undecided, Unreadable, quoted
from leadwright.values.numbers import LONGEST, decimal_of, parts_of, scaled
from leadwright.values.texts import visible
from leadwright.values.units import currencies_of, unit_of

MOST_NAMED = 4


def read_money(text: str, context: Context = NOTHING_KNOWN) -> Read[Money]:
    """Return an amount in the currency that it names, else in that of the context; (500) and 500- are below 0."""
    read = read_amount(text, context)
    amount, currency = read.value
    if not currency:
        raise Unreadable(_("“{text}” has no currency; write its code, such as EUR").format(text=quoted(text)))
    return Read(_money(amount, currency, text), read.assumed)


def read_amount(text: str, context: Context = NOTHING_KNOWN) -> Read[tuple[Decimal, str]]:
    """Return a number and the currency that it names, else that of the context, which may be none."""
    parts = parts_of(text)
    before, after = unit_of(parts.before), unit_of(parts.after)
    if "%" in text or before is None or after is None or (before[0] and after[0]):
        raise Unreadable(_("“{text}” is not an amount").format(text=quoted(text)))
    sign = parts.before if before[1] else parts.after
    currency, assumed = _currency([row for row in (before[1], after[1]) if row], context, text, sign)
    read = scaled(decimal_of(parts, context, text=text), before[0] or after[0])
    return Read((read.value, currency), (*read.assumed, *assumed))


def _currency(
    named: list[tuple[str, ...]], context: Context, text: str, sign: str
) -> tuple[str, tuple[Assumption, ...]]:
    if not named:
        return context.currency, ()
    possible = [code for code in named[0] if all(code in others for others in named)]
    if not possible:
        raise Unreadable(_("“{text}” names two currencies").format(text=quoted(text)))
    if len(possible) == 1 or context.currency in possible:
        return (possible[0] if len(possible) == 1 else context.currency), ()
    usual = currency_of_country(context.country, otherwise="")
    if usual not in possible:
        words = _("“{text}” can be in {currencies}; write the code of its currency")
        raise Undecided(words.format(text=quoted(text), currencies=", ".join(possible[:MOST_NAMED])))
    return usual, (assume("currency", text=quoted(sign), currency=usual),)


def _money(amount: Decimal, currency: str, text: str) -> Money:
    exact = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
    try:
        return parse_money(f"{exact:f}", currency)
    except NotMoney as fault:
        raise Unreadable(f"“{quoted(text)}”: {fault}") from fault


def read_currency(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return the code of a currency that is given by its code, its sign or its name."""
    bare = visible(text[:LONGEST])
    possible = currencies_of(bare)
    if not possible:
        raise Unreadable(_("there is no such currency; write its code, such as EUR"))
    code, assumed = _currency([possible], context, text, bare)
    return Read(code, assumed)
