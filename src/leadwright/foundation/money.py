"""Amounts of money: a decimal with its currency (ISO 4217), never a float."""

from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadwright.foundation.numbers import plain_decimal

NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
LARGEST = Decimal("9999999999999.99")


class NotMoney(ValueError):
    """The text is not an amount of money; the message says why."""


@dataclass(frozen=True)
class Money:
    """An amount in a currency, with no more decimals than the currency has."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def _babel(module: str) -> Any:
    return import_module(f"babel.{module}")


def is_currency(code: str) -> bool:
    """Tell whether `code` is a currency of ISO 4217."""
    return len(code) == 3 and code.isupper() and code in _babel("numbers").list_currencies()


def minor_digits(currency: str) -> int:
    """Return how many decimals the currency has: 2 for EUR, 0 for JPY."""
    return int(_babel("numbers").get_currency_precision(currency))


def parse_money(amount: object, currency: str) -> Money:
    """Read an amount given as a plain decimal, as text or as a JSON number; raises NotMoney.

    A JSON number is read as the digits that were sent (the shortest that mean it), so nothing is rounded.
    """
    if not is_currency(currency):
        raise NotMoney(_("there is no such currency; write its code, such as EUR"))
    plain = str(amount).strip()
    value = None if isinstance(amount, bool) else plain_decimal(plain)
    if value is None:
        raise NotMoney(_("write a plain number such as 1234.50"))
    if abs(value) > LARGEST:
        raise NotMoney(_("the amount is too large"))
    rounded = value.quantize(Decimal(1).scaleb(-minor_digits(currency)))
    if rounded != value:
        digits = minor_digits(currency)
        text = ngettext(
            "{currency} has no more than {number} decimal",
            "{currency} has no more than {number} decimals",
            digits,
        )
        raise NotMoney(text.format(currency=currency, number=digits))
    return Money(rounded, currency)


def currency_of_country(country: str | None, *, otherwise: str) -> str:
    """Return the currency in use in a country (ISO 3166-1), from the CLDR data in Babel."""
    if not country:
        return otherwise
    tender = _babel("numbers").get_territory_currencies(country)
    return str(tender[-1]) if tender else otherwise


def countries() -> list[str]:
    """Return the codes of the countries (ISO 3166-1 alpha-2) that CLDR knows."""
    known = _babel("core").Locale.parse("en").territories
    return sorted(code for code in known if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES)


def country_name(country: str, locale: str) -> str:
    """Return the name of a country (ISO 3166-1) in a locale, else its code."""
    territories = _babel("core").Locale.parse(locale).territories
    return str(territories.get(country, country))
