"""From the text of a cell in somebody's file to the value of a field; what cannot be read raises Unfit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit, canonical
from leadwright.fields.subjects import Kind
from leadwright.foundation.numbers import POINT
from leadwright.foundation.text import trimmed
from leadwright.values.context import Context, Read, Unreadable
from leadwright.values.dates import without_time
from leadwright.values.forms import read_by_form
from leadwright.values.money import read_money
from leadwright.values.numbers import read_number
from leadwright.values.urls import read_url

ISO_DAY = "%Y-%m-%d"
MIDNIGHT = time()
YES, NO = gettext_noop("yes"), gettext_noop("no")


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """How a file writes days and decimals, and in which zone its moments are."""

    zone: ZoneInfo
    days: tuple[str, ...] = (ISO_DAY,)
    decimal: str = POINT

    def context(self, *, currency: str = "") -> Context:
        """Return what its values are read by."""
        return Context(zone=self.zone, decimal=self.decimal, currency=currency)


def value_in(field: OwnField, text: str, around: Around, spelling: Spelling) -> Read[Any]:
    """Return the canonical value of what a cell says, and what was assumed; None for an empty cell."""
    text = trimmed(text)
    if not text:
        return Read(None)
    reader = READERS.get(Kind(field.kind))
    context = spelling.context(currency=around.currency)
    try:
        read: Read[Any] = reader(field, text, spelling, context) if reader else Read(text)
    except Unreadable as fault:
        raise Unfit(str(fault)) from fault
    return Read(canonical(field, read.value, around), read.assumed)


def moment_of(text: str, spelling: Spelling) -> Read[date]:
    """Return the moment or the day that a text means; without an offset it is one of the file's zone."""
    return read_by_form(text, spelling.days, spelling.context())


def _day(_field: OwnField, text: str, spelling: Spelling, context: Context) -> Read[str]:
    read = without_time(moment_of(text, spelling), text, context)
    return Read(read.value.isoformat(), read.assumed)


def _moment(_field: OwnField, text: str, spelling: Spelling, context: Context) -> Read[datetime]:
    """Return a moment; of a day alone it is the first."""
    read = moment_of(text, spelling)
    at = read.value
    if not isinstance(at, datetime):
        at = datetime.combine(at, MIDNIGHT, context.zone)
    return Read(at, read.assumed)


def _number(_field: OwnField, text: str, _spelling: Spelling, context: Context) -> Read[str]:
    read = read_number(text, context)
    return Read(f"{read.value:f}", read.assumed)


def _money(_field: OwnField, text: str, _spelling: Spelling, context: Context) -> Read[dict[str, str]]:
    read = read_money(text, context)
    return Read({"amount": f"{read.value.amount:f}", "currency": read.value.currency}, read.assumed)


def _url(_field: OwnField, text: str, _spelling: Spelling, context: Context) -> Read[str]:
    return read_url(text, context)


@cache
def truths() -> Mapping[str, bool]:
    """Return what says yes and what says no, in each language of the product."""
    words = {"true": True, "false": False}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_(YES).casefold(): True, _(NO).casefold(): False}
    return words


def _boolean(_field: OwnField, text: str, _spelling: Spelling, _context: Context) -> Read[bool]:
    known = {**truths(), "1": True, "0": False}
    if text.casefold() not in known:
        raise Unfit(_("write yes or no"))
    return Read(known[text.casefold()])


def _choice(field: OwnField, text: str, _spelling: Spelling, _context: Context) -> Read[str]:
    return Read(_codes(field).get(text.casefold(), text))


def _choices(field: OwnField, text: str, _spelling: Spelling, _context: Context) -> Read[list[str]]:
    """Read one choice, or several: each on a line of its own, or with commas or semicolons between them."""
    codes = _codes(field)
    if text.casefold() in codes:
        return Read([codes[text.casefold()]])
    parts = text.splitlines() if "\n" in text else re.split("[,;]", text)
    named = [codes.get(part.strip().casefold(), part.strip()) for part in parts if part.strip()]
    return Read(named or [text])


def _codes(field: OwnField) -> dict[str, str]:
    """Return the code of each choice by itself, and by what it alone is called in some language."""
    named: dict[str, set[str]] = {}
    for row in field.choices:
        for label in row.labels.values():
            named.setdefault(label.casefold(), set()).add(row.code)
    alone = {label: next(iter(codes)) for label, codes in named.items() if len(codes) == 1}
    return alone | {row.code: row.code for row in field.choices}


Reader = Callable[[OwnField, str, Spelling, Context], Read[Any]]
READERS: Mapping[Kind, Reader] = {
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.DATETIME: _moment,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.URL: _url,
}
