"""From the text of a cell in somebody's file to the value of a field; what cannot be read raises Unfit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit, canonical
from leadwright.fields.subjects import Kind
from leadwright.foundation.numbers import has_other_digits
from leadwright.foundation.text import trimmed

ISO_DAY = "%Y-%m-%d"
TIMES = ("", " %H:%M", " %H:%M:%S")
POINT, COMMA = ".", ","
LONGEST_NUMBER = 40
YES, NO = gettext_noop("yes"), gettext_noop("no")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
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
    """Return a number as programs write it; groups of three may be parted by a space, an apostrophe or a mark."""
    plain, mark = _SPACES.sub("", text), spelling.decimal
    other = re.escape(COMMA if mark == POINT else POINT)
    shape = rf"[-+]?(\d{{1,3}}({other}\d{{3}})+|\d+)({re.escape(mark)}\d+)?"
    if len(plain) > LONGEST_NUMBER or not re.fullmatch(shape, plain, re.ASCII):
        raise Unfit(_("“{text}” is not a number").format(text=text[:40]))
    plain = plain.replace(COMMA if mark == POINT else POINT, "").replace(mark, POINT)
    return f"{Decimal(plain):f}"


def moment_of(text: str, spelling: Spelling) -> datetime:
    """Return the moment that a text means; without an offset it is one of the file's zone."""
    if has_other_digits(text):
        raise _no_day(text, spelling)
    if _ISO.match(text):
        try:
            return _placed(datetime.fromisoformat(text), spelling)
        except ValueError:
            pass
    for form in (day + time for day in spelling.days for time in TIMES):
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
    return moment_of(text, spelling).date().isoformat()


def _moment(_field: OwnField, text: str, spelling: Spelling) -> datetime:
    return moment_of(text, spelling)


def _number(_field: OwnField, text: str, spelling: Spelling) -> str:
    return number_of(text, spelling)


def _money(_field: OwnField, text: str, spelling: Spelling) -> dict[str, str]:
    """Read an amount with the code of its currency before or behind it, or the sign of the euro."""
    named, bare = _CODE.search(text), text.replace("€", "")
    if named:
        bare = _CODE.sub("", bare)
    code = {"currency": (named[1] or named[2]).upper()} if named else {}
    code |= {"currency": "EUR"} if "€" in text else {}
    return {"amount": number_of(bare.strip(), spelling), **code}


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
    return [codes.get(part.strip().casefold(), part.strip()) for part in parts if part.strip()]


def _codes(field: OwnField) -> dict[str, str]:
    """Return the code of each choice by what it is called in some language, and by itself."""
    named = {label.casefold(): row.code for row in field.choices for label in row.labels.values()}
    return named | {row.code: row.code for row in field.choices}


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
