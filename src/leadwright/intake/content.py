"""What a column could be by what its cells say; pure, and nothing that only some of them say."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from leadwright.values.context import Context, Unreadable
from leadwright.values.countries import read_country
from leadwright.values.dates import read_moment
from leadwright.values.emails import read_email
from leadwright.values.evidence import Kind, evidence
from leadwright.values.money import read_currency, read_money
from leadwright.values.numbers import read_percentage
from leadwright.values.phones import read_phones

# So many cells of a column are read, and so great a part of them has to be readable.
MOST_READ, ENOUGH = 300, 0.8
SHORTEST_PHONE, LONGEST_KEY = 8, 60
_DIGITS = re.compile(r"[0-9]")
_PLAIN_NUMBER = re.compile(r"[0-9]+")
_MONEY = re.compile(r"[€$£¥]|\b[A-Z]{3}\b|[.,][0-9]{2}\b")
_FIRM = re.compile(
    r"\b(?:b\.?v\.?b\.?a|b\.?v|n\.?v|s\.?a\.?r\.?l|s\.?p\.?r\.?l|s\.?a\.?s?|gmbh|a\.?g|k\.?g|e\.?k|inc|ltd|llc|corp|plc"
    r"|s\.?l\.?u?|vof|v\.?o\.?f|group|company|co)\b\.?\s*$",
    re.IGNORECASE,
)
Fits = Callable[[str], bool]


def field_of_content(texts: Sequence[str], *, country: str, today: date) -> str | None:
    """Return the field that the cells of a column speak for; `texts` are those that say something."""
    some = texts[:MOST_READ]
    if len(some) < 2:
        return None
    tries: tuple[tuple[str, Fits], ...] = (
        ("person.email", lambda text: "@" in text and _reads(read_email, text)),
        ("success_rate", lambda text: "%" in text and _reads(read_percentage, text)),
        ("currency", lambda text: len(text) == 3 and text.isupper() and _reads(read_currency, text)),
        ("person.country", lambda text: not _DIGITS.search(text) and _reads(read_country, text)),
        ("person.phone", lambda text: _is_phone(text, country)),
    )
    for name, fits in tries:
        if _mostly(some, fits):
            return name
    return _of_days(some, today) or _of_amounts(some)


def is_key(texts: Sequence[str], rows: int, *, is_first: bool) -> bool:
    """Tell whether the cells of a column tell rows apart: each has one, none twice, and they look like numbers.

    Bare numbers are those of rows in the first column alone: elsewhere they are amounts or years.
    """
    if rows < 2 or len(texts) != rows or len(set(texts)) != rows:
        return False
    are_bare = any(_PLAIN_NUMBER.fullmatch(text.replace(".", "").replace(",", "")) for text in texts)
    return (is_first or not are_bare) and all(
        len(text) <= LONGEST_KEY and _DIGITS.search(text) and len(text.split()) == 1 and "@" not in text
        for text in texts
    )


def are_firms(texts: Collection[str]) -> bool:
    """Tell whether several cells of a column end as names of companies do."""
    firms = sum(_FIRM.search(text) is not None for text in texts)
    return firms >= 2 and firms >= len(texts) / 4


def _mostly(texts: Sequence[str], fits: Fits) -> bool:
    return sum(map(fits, texts)) >= ENOUGH * len(texts)


def _reads(read: Callable[..., object], text: str, *more: Context) -> bool:
    try:
        read(text, *more)
    except Unreadable:
        return False
    return True


def _is_phone(text: str, country: str) -> bool:
    digits = len(_DIGITS.findall(text))
    is_marked = text.startswith(("+", "0", "(")) or " " in text
    has_length = digits >= SHORTEST_PHONE and digits >= len(text) / 2
    return is_marked and has_length and _reads(read_phones, text, Context(country=country))


def _of_days(texts: Sequence[str], today: date) -> str | None:
    """Return what days are: those to come are expected, those that passed are beginnings."""
    seen = evidence(Kind.DATE, texts)
    context = Context(is_day_first=True if seen.is_day_first is None else seen.is_day_first)
    days: list[date] = []
    for text in texts:
        if not _PLAIN_NUMBER.fullmatch(text):
            try:
                value = read_moment(text, context).value
            except Unreadable:
                continue
            days.append(value.date() if isinstance(value, datetime) else value)
    if len(days) < ENOUGH * len(texts):
        return None
    return "expected_completion_at" if sum(day > today for day in days) > len(days) / 2 else "started_at"


def _of_amounts(texts: Sequence[str]) -> str | None:
    """Return that numbers are amounts, where most carry a currency or two decimals."""
    seen = evidence(Kind.MONEY, texts)
    context = Context(currency="EUR", decimal=seen.decimal or ".")
    are_read = _mostly(texts, lambda text: _reads(read_money, text, context))
    return "amount" if are_read and _mostly(texts, lambda text: bool(_MONEY.search(text))) else None
