"""Days and moments: ISO always, the order of day and month only where something says it, months by their names."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NoReturn

from django.utils.translation import gettext as _

from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Undecided, Unreadable, quoted
from leadwright.values.months import is_weekday, month_named
from leadwright.values.texts import plain_digits

# A year of two digits is one of 1969 to 2068, as POSIX has it.
LAST_OF_2000 = 68
LONGEST = 100
MIDNIGHT, HOURS = time(), 24
# The first day of a spreadsheet; its day 60, the 29th of February 1900, never was.
_DAY_ZERO, _FIRST_SERIAL, _LAST_SERIAL = date(1899, 12, 30), 61, 2_958_465
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})[:.hu](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"\s*(?:uhr|uur|h)?\s*(?P<half>[ap]\.?m\.?)?"
    # Behind an offset programs name the zone once more: +0200 CEST, +02:00[Europe/Brussels], GMT+0200 (…).
    r"\s*(?:(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+\u2212-][0-9]{1,2}(?::?[0-9]{2})?)"
    r"(?:(?<=[0-9])\s*(?:\s[a-z]{2,5}|\([^()]{1,60}\)|\[[^\[\]]{1,60}\]))?)?",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})(?:([0-9]{2})([.,][0-9]{1,9})?)?"
    r"(Z|[+\u2212-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
# 2025年4月3日
_WITH_SIGNS = re.compile(r"^([0-9]{4})[年년]\s?([0-9]{1,2})[月월]\s?([0-9]{1,2})[日일]")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})")
_NUMBERS = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<sep>[-/.]\s?)(?P<b>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})"
)
_SERIAL = re.compile(r"([0-9]{2,7})(?:[.,]0+)?")
_WORD = re.compile(r"[^\W\d_]+\.?|[0-9]+", re.UNICODE)
_BETWEEN = re.compile(r"[\s.,/-]*(?:(?:st|nd|rd|th|er|e|de|of|г)\b[\s.,/-]*)*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Day:
    """A day that was read, what was assumed, and what stands behind it."""

    day: date
    rest: str
    assumed: tuple[Assumption, ...] = ()


def no_date(text: str) -> NoReturn:
    """Say that a text is no date."""
    raise Unreadable(_("“{text}” is not a date such as 2026-03-12").format(text=quoted(text)))


def read_date(text: str, context: Context = NOTHING_KNOWN) -> Read[date]:
    """Return a day; a time of day that is not midnight is no part of one."""
    return without_time(read_moment(text, context), text, context)


def without_time(read: Read[date], text: str, context: Context) -> Read[date]:
    """Return the day that was read, unless a time of day was read with it that a day would lose."""
    if not isinstance(read.value, datetime):
        return read
    at = read.value
    if at.time() != MIDNIGHT or at.utcoffset() != at.replace(tzinfo=context.zone).utcoffset():
        raise Unreadable(
            _("“{text}” has a time of day, which a date does not keep").format(text=quoted(text))
        )
    return Read(at.date(), tuple(row for row in read.assumed if row.code != "zone"))


def read_moment(text: str, context: Context = NOTHING_KNOWN) -> Read[date]:
    """Return a moment with its zone, a datetime, or the day alone where no time stands."""
    if len(text) > LONGEST:
        no_date(text)
    plain, assumed = plain_digits(text)
    plain = _WITH_SIGNS.sub(r"\1-\2-\3", plain)
    if basic := _BASIC.fullmatch(plain):
        plain = "-".join(basic.groups()[:3])
        clock = f"T{basic[4]}:{basic[5]}:{basic[6] or '00'}{basic[7] or ''}{basic[8] or ''}"
        plain += clock if basic[4] else ""
    day = _year_first(plain) or _in_numbers(plain, context, text) or _in_words(plain)
    day = day or (_serial(plain) if context.has_serials else None)
    if day is None:
        no_date(text)
    assumed += day.assumed
    clock = re.sub(r"^[Tt\s,]+(?:(?:at|um|om|à|в)\s+)?", "", day.rest)
    if not day.rest.strip():
        return Read(day.day, assumed)
    if day.rest[:1] not in "Tt ,\u00a0\u202f\t":
        no_date(text)
    at, is_local = _at(day.day, clock, context.zone, text)
    return Read(at, (*assumed, *((assume("zone", zone=str(context.zone)),) if is_local else ())))


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise Unreadable(_("“{text}” names a day that does not exist").format(text=quoted(text))) from fault


def _begins_with_digit(text: str) -> bool:
    return "0" <= text[:1] <= "9"


def _year_first(text: str) -> _Day | None:
    match = _YEAR_FIRST.match(text)
    if match is None or _begins_with_digit(text[match.end() :]):
        return None
    day = _made(int(match["year"]), int(match["month"]), int(match["day"]), text)
    return _Day(day=day, rest=text[match.end() :])


def _in_numbers(plain: str, context: Context, text: str) -> _Day | None:
    match = _NUMBERS.match(plain)
    if match is None or _begins_with_digit(plain[match.end() :]):
        return None
    first, second, mark = int(match["a"]), int(match["b"]), match["sep"].strip()
    is_short = len(match["year"]) == 2
    if is_short and mark == "-" and context.is_day_first is None:
        raise Undecided(
            _("“{text}” can begin or end with its year; write it as 2026-03-12").format(text=quoted(text))
        )
    year = _of_two_digits(int(match["year"])) if is_short else int(match["year"])
    day_first, assumed = _order(first, second, mark, context, text)
    day = _made(year, second if day_first else first, first if day_first else second, text)
    short = (assume("year"),) if is_short else ()
    return _Day(day=day, rest=plain[match.end() :], assumed=(*assumed, *short))


def _of_two_digits(year: int) -> int:
    return year + (2000 if year <= LAST_OF_2000 else 1900)


def _order(
    first: int, second: int, mark: str, context: Context, text: str
) -> tuple[bool, tuple[Assumption, ...]]:
    """Return whether the day stands first: a number over 12 is a day, between points the day is first."""
    if first > 12 or second > 12 or first == second:
        return first > 12 or first == second, ()
    is_day_first = True if context.is_day_first is None and mark == "." else context.is_day_first
    if is_day_first is None:
        raise Undecided(
            _("“{text}” can be the day {a} of month {b}, or {b} of {a}; say which stands first").format(
                text=quoted(text), a=first, b=second
            )
        )
    return is_day_first, (assume("day first" if is_day_first else "month first"),)


def _in_words(text: str) -> _Day | None:
    """Read a day whose month is named: 3 April 2025, April 3, 2025, Thu, 3-Apr-2025, 3 апр. 2025 г."""
    place, words = 0, list[str]()
    while len(words) < 3:
        match = _WORD.match(text, place)
        if match is None:
            return None
        if not words and is_weekday(match[0]):
            place = _beyond(text, match.end())
            continue
        words.append(match[0])
        place = match.end() if len(words) == 3 else _beyond(text, match.end())
    return _of_words(words, text, place)


def _beyond(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _of_words(words: list[str], text: str, place: int) -> _Day | None:
    months = [None if _begins_with_digit(word) else month_named(word) for word in words]
    named = [number for number in months if number is not None]
    digits = [word for word in words if _begins_with_digit(word)]
    if len(named) != 1 or len(digits) != 2:
        return None
    year_first = len(digits[0]) == 4
    day, year = (digits[1], digits[0]) if year_first else (digits[0], digits[1])
    if len(day) > 2 or len(year) not in (2, 4) or (months[2] is not None):
        return None
    full = int(year) if len(year) == 4 else _of_two_digits(int(year))
    rest = re.sub(r"^\s*г\.?(?=\s|$)", "", text[place:])
    return _Day(
        day=_made(full, named[0], int(day), text),
        rest=rest,
        assumed=(assume("year"),) if len(year) == 2 else (),
    )


def _serial(text: str) -> _Day | None:
    match = _SERIAL.fullmatch(text)
    if match is None or not _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        return None
    return _Day(day=_DAY_ZERO + timedelta(days=int(match[1])), rest="", assumed=(assume("serial"),))


def _at(day: date, text: str, zone: tzinfo, written: str) -> tuple[datetime, bool]:
    """Return the moment on a day that a text of the clock means, and whether it was taken as local."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        no_date(written)
    fraction = (match["fraction"] or "").ljust(9, "0")
    if fraction[6:].strip("0"):
        raise Unreadable(_("“{text}” is finer than a millionth of a second").format(text=quoted(written)))
    hour = _hour(int(match["hour"]), (match["half"] or "").lower(), written)
    offset = _offset(match["zone"])
    if hour == HOURS and not any(int(match[part] or 0) for part in ("minute", "second", "fraction")):
        day, hour = _next(day, written), 0  # as ISO 8601 ends a day
    try:
        clock = time(hour, int(match["minute"]), int(match["second"] or 0), int(fraction[:6]))
        at = datetime.combine(day, clock, offset or zone)
        is_there = at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) == at.replace(tzinfo=None)
    except (ValueError, OverflowError) as fault:
        raise Unreadable(
            _("“{text}” names a time that does not exist").format(text=quoted(written))
        ) from fault
    if not is_there:
        raise Unreadable(_("“{text}” names a time that the clocks leap over").format(text=quoted(written)))
    return at, offset is None


def _next(day: date, text: str) -> date:
    if day == date.max:
        no_date(text)
    return day + timedelta(days=1)


def _hour(hour: int, half: str, text: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        no_date(text)
    return hour % 12 + (12 if half.startswith("p") else 0)


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    bare = text.upper().replace("UTC", "").replace("GMT", "").replace("\u2212", "-").replace(":", "")
    if bare in ("", "Z"):
        return UTC
    digits = bare[1:]
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or int(hours) > 15:
        raise Unreadable(_("“{text}” is not an offset from UTC").format(text=quoted(text)))
    return timezone(-shift if bare[0] == "-" else shift)
