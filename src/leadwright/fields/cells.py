"""From the text of a cell in somebody's file to the value of a field; what cannot be read raises Unfit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit, canonical, is_too_fine
from leadwright.fields.subjects import Kind
from leadwright.foundation.numbers import POINT, has_other_digits, spelled_decimal
from leadwright.foundation.text import trimmed

ISO_DAY = "%Y-%m-%d"
MIDNIGHT = time()
TIMES = ("", " %H:%M", " %H:%M:%S")
YES, NO = gettext_noop("yes"), gettext_noop("no")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"^([A-Za-z]{3})\b|\b([A-Za-z]{3})$")


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """How a file writes days and decimals, and in which zone its moments are."""

    zone: ZoneInfo
    days: tuple[str, ...] = (ISO_DAY,)
    decimal: str = POINT


def value_in(field: OwnField, text: str, around: Around, spelling: Spelling) -> Any:
    """Return the canonical value of what a cell says; None for an empty one."""
    text = trimmed(text)
    if not text:
        return None
    reader = READERS.get(Kind(field.kind))
    return canonical(field, reader(field, text, spelling) if reader else text, around)


def number_of(text: str, spelling: Spelling) -> str:
    """Return a number as programs write it."""
    number = spelled_decimal(text, spelling.decimal)
    if number is None:
        raise Unfit(_("“{text}” is not a number").format(text=text[:40]))
    return f"{number:f}"


def moment_of(text: str, spelling: Spelling) -> datetime:
    """Return the moment that a text means; without an offset it is one of the file's zone."""
    if has_other_digits(text) or is_too_fine(text):
        raise _no_day(text, spelling)
    if _ISO.match(text):
        try:
            return _placed(datetime.fromisoformat(text), spelling)
        except ValueError:
            pass
    for form in (day + clock for day in spelling.days for clock in TIMES):
        try:
            return _placed(datetime.strptime(text, form), spelling)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
    raise _no_day(text, spelling)


def _placed(at: datetime, spelling: Spelling) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=spelling.zone)


def _no_day(text: str, spelling: Spelling) -> Unfit:
    return Unfit(_("“{text}” is not a date like {form}").format(text=text[:40], form=spelling.days[0]))


def _day(_field: OwnField, text: str, spelling: Spelling) -> str:
    at = moment_of(text, spelling)
    if at.time() != MIDNIGHT or at.utcoffset() != at.replace(tzinfo=spelling.zone).utcoffset():
        raise Unfit(_("“{text}” has a time of day, which a date does not keep").format(text=text[:40]))
    return at.date().isoformat()


def _moment(_field: OwnField, text: str, spelling: Spelling) -> datetime:
    return moment_of(text, spelling)


def _number(_field: OwnField, text: str, spelling: Spelling) -> str:
    return number_of(text, spelling)


def _money(_field: OwnField, text: str, spelling: Spelling) -> dict[str, str]:
    """Read an amount with the code of its currency before or behind it, or the sign of the euro."""
    codes = {"".join(match).upper() for match in _CODE.findall(text)} | ({"EUR"} if "€" in text else set())
    if len(codes) > 1:
        raise Unfit(_("“{text}” names two currencies").format(text=text[:40]))
    bare = _CODE.sub("", text.replace("€", "")).strip()
    return {
        "amount": number_of(bare, spelling),
        **({"currency": code} if (code := next(iter(codes), "")) else {}),
    }


@cache
def truths() -> Mapping[str, bool]:
    """Return what says yes and what says no, in each language of the product."""
    words = {"true": True, "false": False}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_(YES).casefold(): True, _(NO).casefold(): False}
    return words


def _boolean(_field: OwnField, text: str, _spelling: Spelling) -> bool:
    known = {**truths(), "1": True, "0": False}
    if text.casefold() not in known:
        raise Unfit(_("write yes or no"))
    return known[text.casefold()]


def _choice(field: OwnField, text: str, _spelling: Spelling) -> str:
    return _codes(field).get(text.casefold(), text)


def _choices(field: OwnField, text: str, _spelling: Spelling) -> list[str]:
    """Read one choice, or several: each on a line of its own, or with commas or semicolons between them."""
    codes = _codes(field)
    if text.casefold() in codes:
        return [codes[text.casefold()]]
    parts = text.splitlines() if "\n" in text else re.split("[,;]", text)
    return [codes.get(part.strip().casefold(), part.strip()) for part in parts if part.strip()] or [text]


def _codes(field: OwnField) -> dict[str, str]:
    """Return the code of each choice by itself, and by what it alone is called in some language."""
    named: dict[str, set[str]] = {}
    for row in field.choices:
        for label in row.labels.values():
            named.setdefault(label.casefold(), set()).add(row.code)
    alone = {label: next(iter(codes)) for label, codes in named.items() if len(codes) == 1}
    return alone | {row.code: row.code for row in field.choices}


Reader = Callable[[OwnField, str, Spelling], Any]
READERS: Mapping[Kind, Reader] = {
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.DATETIME: _moment,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}
