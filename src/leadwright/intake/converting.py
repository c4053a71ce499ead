"""Named conversions: from the text of a cell to a value, each once a distinct text; pure."""

import re
from collections.abc import Callable
from datetime import datetime, time
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leadwright.foundation.money import LARGEST
from leadwright.foundation.numbers import has_other_digits, spelled_decimal
from leadwright.foundation.text import fault_in_line, loose_key, storable, trimmed
from leadwright.intake.mapping import FieldSource
from leadwright.intake.tables import Unreadable
from leadwright.leads.fields import IMPORT

Convert = Callable[[str], Any]
NOON = time(12)
LANGUAGES = ("en", "nl", "fr", "de", "es")
ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
LIMITS = {field.name: field.kind.limits for field in IMPORT if field.kind and field.kind.limits}
LONGEST = {"city": 100, "vat_number": 30, "language": 10, "owner.name": 150, "phone": 60}
USUALLY_LONGEST = 200
FREE = ("text", "line", "code")
_SIGN = re.compile(r"^[^\d\-+.,]{0,4}|[^\d.,]{0,4}$")


def converter(source: FieldSource, *, zone: ZoneInfo) -> Convert:
    """Return the conversion of a field, which raises Unreadable with a reason; each text is converted once."""
    longest = LONGEST.get(source.name) or LONGEST.get(source.name.split(".")[-1], USUALLY_LONGEST)
    least, most = LIMITS.get(source.name, (0, 2**31))
    made: dict[str, Convert] = {
        "text": storable,
        "line": lambda text: line(text, longest=longest),
        "code": str,
        "date": lambda text: date(text, formats=source.formats, zone=zone),
        "money": lambda text: money(text, decimal=source.decimal),
        "percentage": lambda text: percentage(text, decimal=source.decimal),
        "share": lambda text: percentage(text, decimal=source.decimal, full=Decimal(1)),
        "number": lambda text: number(text, least=least, most=most),
        "country": country,
    }
    chosen = made[source.conversion]
    return chosen if source.conversion in FREE else cache(chosen)


def line(text: str, *, longest: int = USUALLY_LONGEST) -> str:
    """Return a name or another text of one line; spaces take the place of line breaks."""
    clean = trimmed(" ".join(storable(text).split()))
    fault = fault_in_line(clean)
    if not fault and len(clean) > longest:
        fault = _("at most {number} characters").format(number=longest)
    if fault:
        raise Unreadable(fault)
    return clean


def date(text: str, *, formats: tuple[str, ...], zone: ZoneInfo) -> datetime:
    """Return a moment; a date without a time is noon of that day, so that it is the same day nearly everywhere."""
    for form in () if has_other_digits(text) else formats or ISO:
        try:
            result = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        break
    else:
        raise Unreadable(
            _("“{text}” is not a date like {form}").format(text=text[:40], form=(formats or ISO)[0])
        )
    if not 1900 <= result.year <= 9000:
        raise Unreadable(_("the year {year} is not believable").format(year=result.year))
    has_time = any(mark in form for mark in ("%H", "%I", "%X", "%c"))
    moment = result if has_time else datetime.combine(result.date(), NOON)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _decimal(text: str, mark: str) -> Decimal:
    result = spelled_decimal(text, mark)
    if result is None:
        raise Unreadable(_("“{text}” is not a number").format(text=text[:40]))
    return result


def money(text: str, *, decimal: str = ".") -> Decimal:
    """Return an amount of money without its sign of currency; a loss of money is no amount here."""
    amount = _decimal(_SIGN.sub("", text.strip()), decimal)
    if not 0 <= amount <= LARGEST:
        raise Unreadable(_("“{text}” is not an amount").format(text=text[:40]))
    return amount


def percentage(text: str, *, decimal: str = ".", full: Decimal = Decimal(100)) -> int:
    """Return a whole number from 0 to 100; `whole` is what stands for all of it."""
    share = _decimal(text.strip().removesuffix("%"), decimal) * 100 / full
    rounded = int(share.to_integral_value(ROUND_HALF_EVEN))
    if not 0 <= rounded <= 100:
        raise Unreadable(_("“{text}” is not a percentage").format(text=text[:40]))
    return rounded


def number(text: str, *, least: int, most: int) -> int:
    """Return a whole number within its limits."""
    result = _decimal(text.strip(), ".")
    if result != int(result) or not least <= result <= most:
        data = _("“{text}” is not a whole number from {least} to {most}")
        raise Unreadable(data.format(text=text[:40], least=least, most=most))
    return int(result)


def country(text: str) -> str:
    """Return the code of a country (ISO 3166-1) that is given by its code or by its name."""
    code = text.strip().upper()
    if code in _countries().values():
        return code
    match = _countries().get(loose_key(text))
    if match is None:
        raise Unreadable(_("“{text}” is not a country").format(text=text[:40]))
    return match


@cache
def _countries() -> dict[str, str]:
    locale: Any = import_module("babel.core").Locale
    names = (locale.parse(language).territories.items() for language in LANGUAGES)
    return {
        loose_key(name): code
        for names_of in names
        for code, name in names_of
        if code.isalpha() and len(code) == 2
    }
