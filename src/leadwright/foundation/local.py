"""Values in the language and the time zone of whoever reads: what `formats` writes for any, for the active ones."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel import Locale, UnknownLocaleError, numbers
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation import formats
from leadwright.foundation.money import country_name
from leadwright.foundation.numbers import Ambiguous, written_decimal


def locale() -> str:
    """Return the locale (CLDR) of the active language."""
    return formats.locale_of(get_language() or "en")


def decimal_mark() -> str:
    """Return the sign in front of the decimals of a number: a point or a comma."""
    return str(numbers.get_decimal_symbol(locale()))


def either(text: str, no: Ambiguous) -> str:
    """Return the sentence that refuses a typed number that can be two, with both as they are typed here."""
    small, large = (written_decimal(number, decimal_mark()) for number in no.readings)
    words = _("“{text}” can be {large} or {small}; write it as one of these")
    return words.format(text=text[:40], large=large, small=small)


def moment(value: datetime | str | None) -> str:
    """Write a moment to the minute, given as such or as it is kept in history; no moment is empty."""
    if isinstance(value, str):
        value = _parsed(value)
    return formats.moment(value, locale(), timezone.get_current_timezone()) if value else ""


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def day(value: date | datetime | str | None) -> str:
    """Write a day, given as such or as 2000-06-15; no day is empty."""
    if isinstance(value, str):
        value = _parsed(value)
        value = value.date() if value else None
    return formats.day(value, locale(), timezone.get_current_timezone()) if value else ""


def day_of_year(month: int, number: int) -> str:
    """Write a day of no year in particular."""
    return formats.day_of_year(month, number, locale())


def money(amount: Decimal | str | None, currency: str) -> str:
    """Write an amount with its currency; without one, as it was in old entries, the number alone."""
    value = decimal(amount)
    if value is None:
        return ""
    return formats.money(value, currency, locale()) if currency else formats.number(value, locale())


def decimal(value: Decimal | str | None) -> Decimal | None:
    """Read a number as it is kept in history, or None."""
    try:
        return None if value in (None, "") else Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def number(value: Decimal | int | str) -> str:
    """Write a number with all its decimals."""
    return str(numbers.format_decimal(Decimal(str(value)), locale=locale(), decimal_quantization=False))


def percent(value: Decimal | int | str | None) -> str:
    """Write a percentage that is kept as 0 to 100; none is empty."""
    return formats.percent(decimal(str(value)), locale()) if value not in (None, "") else ""


def currency(code: str | None) -> str:
    """Return the name of a currency (ISO 4217)."""
    return str(numbers.get_currency_name(code, locale=locale())) if code else ""


def country(code: str | None) -> str:
    """Return the name of a country (ISO 3166-1); a code that nobody knows as it is."""
    return country_name(code, locale()) if code else ""


def language(tag: str | None) -> str:
    """Return the name of a language, such as Dutch for nl; a tag that nobody knows as it is."""
    if not tag:
        return ""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name(locale()) or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def yes_or_no(value: object) -> str:
    """Say a truth value; none is empty."""
    if value is None:
        return ""
    return _("Yes") if value else _("No")
