"""Numbers as people and programs write them: signs, groups, marks before decimals, shortened thousands."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NoReturn

from django.utils.translation import gettext as _

from leadwright.foundation.numbers import COMMA, LONGEST_SPELLED, POINT
from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Undecided, Unreadable, quoted
from leadwright.values.texts import plain_digits
from leadwright.values.units import SCALES, scale_of

MARKS = (POINT, COMMA)
_MINUS = "\u2212\u2010\u2011\u2012\u2013\ufe63-"
_ANY_MINUS = re.escape(_MINUS)
_PARTS = re.compile(
    r"(?P<before>[^0-9]*)(?P<core>[0-9](?:[0-9.,'\u2019\u02bc\u066b\u066c\s]*[0-9])?)(?P<after>.*)", re.DOTALL
)
# .5 and €,50: a mark that begins the digits, and does not end a word.
_BEGINS = re.compile(r"(?:^|[^\w\s])([.,])$")
# 500,- and 500.–: no cents, and no minus.
_NO_CENTS = re.compile(rf"^([.,])\s*(?:[{_ANY_MINUS}\u2014]{{1,2}}|=)")
LONGEST, MOST_DIGITS = 100, 25
PERCENT = frozenset(
    ("%", "percent", "per cent", "pct", "procent", "prozent", "pourcent", "pour cent", "процент", "процентов")
)
_GROUPS = {
    POINT: re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    COMMA: re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"),
}
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_PARTED = re.compile(r"[1-9][0-9]{0,2}(?:([\s'\u2019\u02bc])[0-9]{3})(?:\1[0-9]{3})*")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A number taken apart: what says its sign, its digits with their marks, and the words around it."""

    is_negative: bool
    core: str
    before: str
    after: str
    assumed: tuple[Assumption, ...] = ()


def not_a_number(text: str) -> NoReturn:
    """Say that a text is no number."""
    raise Unreadable(_("“{text}” is not a number").format(text=quoted(text)))


def parts_of(text: str) -> Parts:
    """Return a text as the parts of a number; raises Unreadable when it has none, or two signs."""
    if len(text) > LONGEST:
        not_a_number(text)
    plain, assumed = plain_digits(text)
    match = _PARTS.fullmatch(plain)
    if (
        match is None
        or len(match["core"]) > LONGEST_SPELLED
        or len(re.sub("[^0-9]", "", plain)) > MOST_DIGITS
    ):
        not_a_number(text)
    before, core, after = match["before"].strip(), match["core"], match["after"].strip()
    if begins := _BEGINS.search(match["before"]):
        before, core = match["before"][:-1].strip(), begins[1] + core
    if ends := _NO_CENTS.match(after):
        core, after = f"{core}{ends[1]}00", after[ends.end() :].strip()
    is_negative, before, after = _signed(before, after, text)
    return Parts(is_negative=is_negative, core=core, before=before, after=after, assumed=assumed)


def _signed(before: str, after: str, text: str) -> tuple[bool, str, str]:
    """Return whether a number is below zero, and the words around it without what says so."""
    is_bracketed = before.count("(") == 1 and after.count(")") == 1
    if is_bracketed:
        before, after = before.replace("(", ""), after.replace(")", "")
    bare = re.sub(rf"^[{_ANY_MINUS}]|[{_ANY_MINUS}]$", "", after, count=1)
    minus = sum(sign in _MINUS for sign in before) + (bare != after)
    if minus + is_bracketed + before.count("+") > 1 or re.search(rf"[()+{_ANY_MINUS}]", bare):
        not_a_number(text)
    return bool(minus or is_bracketed), re.sub(rf"[+{_ANY_MINUS}]", "", before).strip(), bare.strip()


def by_mark(core: str, mark: str) -> Decimal | None:
    """Return the number that digits are with a mark before decimals, or None; groups are of three, or Indian."""
    if "\u066b" in core or "\u066c" in core:
        return _arabic(core) if mark == POINT else None
    other = COMMA if mark == POINT else POINT
    front, has_mark, decimals = core.partition(mark)
    if has_mark and not _DIGITS.fullmatch(decimals):
        return None
    shapes = [_DIGITS, _PARTED, _GROUPS[other], *([_INDIAN] if mark == POINT else [])]
    if front and not any(shape.fullmatch(front) for shape in shapes):
        return None
    return Decimal((re.sub(r"[^0-9]", "", front) or "0") + (f".{decimals}" if has_mark else ""))


def _arabic(core: str) -> Decimal | None:
    bare = core.replace("\u066c", "").replace("\u066b", POINT)
    return Decimal(bare) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", bare) else None


def marks_of(core: str) -> set[str]:
    """Return the marks with which digits are a number, if they are not the same number with both."""
    readings = {mark: by_mark(core, mark) for mark in MARKS}
    possible = {mark for mark, number in readings.items() if number is not None}
    return set() if len(possible) == 2 and readings[POINT] == readings[COMMA] else possible


def decimal_of(parts: Parts, context: Context, *, text: str) -> Read[Decimal]:
    """Return the number in some parts, without its words; one that can be two needs the mark of the context."""
    readings = {mark: number for mark in MARKS if (number := by_mark(parts.core, mark)) is not None}
    if not readings:
        not_a_number(text)
    mark = next(iter(readings)) if len(set(readings.values())) == 1 else context.decimal
    if not mark:
        small, large = sorted(readings.values())
        raise Undecided(
            _("“{text}” can be {large} or {small}; say which mark stands before the decimals").format(
                text=quoted(text), large=large, small=small
            )
        )
    number = readings[mark]
    is_assumed = len(set(readings.values())) > 1 or bool(context.decimal and context.decimal not in readings)
    said = (assume("decimal", mark=mark),) if is_assumed else ()
    return Read(-number if parts.is_negative else number, (*parts.assumed, *said))


def scaled(read: Read[Decimal], unit: str) -> Read[Decimal]:
    """Return a number times what a unit such as k, M or Mrd stands for, which is told."""
    if not unit:
        return read
    number = SCALES[unit.casefold()]
    return Read(read.value * number, (*read.assumed, assume("unit", text=unit, number=f"{number:,}")))


def read_number(text: str, context: Context = NOTHING_KNOWN) -> Read[Decimal]:
    """Return a number; a unit that is no shortened thousand makes it none."""
    parts = parts_of(text)
    unit = scale_of(parts.after)
    if parts.before or unit is None:
        not_a_number(text)
    return scaled(decimal_of(parts, context, text=text), unit)


def read_integer(text: str, context: Context = NOTHING_KNOWN, *, least: int, most: int) -> Read[int]:
    """Return a whole number within its limits."""
    read = read_number(text, context)
    if read.value != read.value.to_integral_value() or not least <= read.value <= most:
        words = _("“{text}” is not a whole number from {least} to {most}")
        raise Unreadable(words.format(text=quoted(text), least=least, most=most))
    return Read(int(read.value), read.assumed)


def says_percent(parts: Parts) -> bool:
    """Tell whether a number says that it is one of percent: by a sign or a word on one side of it."""
    words = [side.casefold().removesuffix(".") for side in (parts.before, parts.after) if side]
    return len(words) == 1 and words[0] in PERCENT


def read_percentage(text: str, context: Context = NOTHING_KNOWN) -> Read[Decimal]:
    """Return a number of percent; one up to 1 without its sign is undecided until it is known to be a part of 1."""
    parts = parts_of(text)
    is_said = says_percent(parts)
    if (parts.before or parts.after) and not is_said:
        raise Unreadable(_("“{text}” is not a percentage").format(text=quoted(text)))
    read = decimal_of(parts, context, text=text)
    if is_said or read.value == 0:
        return read
    if not 0 < read.value <= 1 and not context.is_share:
        return read
    if context.is_share is None:
        words = _("“{text}” can be {part} % or {share} %; write the sign %, or say that 1 is all of it")
        raise Undecided(
            words.format(text=quoted(text), part=read.value, share=f"{(read.value * 100).normalize():f}")
        )
    if not context.is_share:
        return read
    return Read(read.value * 100, (*read.assumed, assume("share")))


def rounded_percentage(text: str, context: Context = NOTHING_KNOWN) -> Read[int]:
    """Return a whole number of percent from 0 to 100; that it was rounded is told."""
    read = read_percentage(text, context)
    rounded = int(read.value.to_integral_value(ROUND_HALF_EVEN))
    if not 0 <= read.value <= 100:
        raise Unreadable(_("“{text}” is not a percentage from 0 to 100").format(text=quoted(text)))
    return Read(rounded, (*read.assumed, *((assume("rounded"),) if rounded != read.value else ())))
