"""Which kind of field a column of a file could be: guessed from all its values, with what speaks for it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from leadwright.fields.cells import Spelling, moment_of, truths
from leadwright.fields.reading import LONGEST
from leadwright.fields.subjects import Kind
from leadwright.foundation.numbers import has_other_digits
from leadwright.values import evidence
from leadwright.values.context import Unreadable
from leadwright.values.forms import order_of
from leadwright.values.numbers import read_number
from leadwright.values.urls import is_address

MOST_CHOICES, LONGEST_CHOICE, MOST_DIGITS, MOST_DECIMALS = 20, 100, 15, 6
EXAMPLES = 3
_INTEGER = re.compile(rf"-?(0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})")
_CODE = re.compile("[+-]?0[0-9]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Guess:
    """The likely kind of a column, how many lines say something in it, some of what they say, and its choices."""

    kind: Kind
    filled: int
    examples: tuple[str, ...]
    choices: tuple[str, ...] = ()


def guess(texts: Iterable[str], spelling: Spelling) -> Guess:
    """Return the kind that fits each value of a column; what fits none is text."""
    filled = [text.strip() for text in texts if text.strip()]
    counts = Counter(filled)
    kind = (
        next((kind for kind, fits in _tries(spelling, counts) if _all(counts, fits)), None)
        if counts
        else None
    )
    choices = _choices(counts) if kind is None else ()
    if kind is None:
        kind = Kind.CHOICE if choices else _text(counts)
    return Guess(kind=kind, filled=len(filled), examples=tuple(counts)[:EXAMPLES], choices=choices)


Fits = Callable[[str], bool]


def _tries(spelling: Spelling, texts: Iterable[str]) -> tuple[tuple[Kind, Fits], ...]:
    is_ordered = _is_ordered(texts, spelling)
    return (
        (Kind.DATE, lambda text: is_ordered and _is_day(text, spelling)),
        (
            Kind.DATETIME,
            lambda text: (
                is_ordered and not _DIGITS.fullmatch(text) and _reads(lambda: moment_of(text, spelling))
            ),
        ),
        (Kind.INTEGER, _is_integer),
        (Kind.DECIMAL, lambda text: _is_decimal(text, spelling)),
        (Kind.BOOLEAN, lambda text: text.casefold() in truths()),
        (Kind.URL, is_address),
    )


def _all(counts: Counter[str], fits: Fits) -> bool:
    return all(fits(text) for text in counts)


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except Unreadable:
        return False
    return True


def _is_ordered(texts: Iterable[str], spelling: Spelling) -> bool:
    """Tell whether no day has the order of day and month that the file is not said to have."""
    seen = evidence.evidence(evidence.Kind.DATE, texts).is_day_first
    return seen is None or order_of(spelling.days) in (None, seen)


def _is_day(text: str, spelling: Spelling) -> bool:
    """Tell whether a text is a day: digits alone are the number of something."""
    return not _DIGITS.fullmatch(text) and ":" not in text and _reads(lambda: moment_of(text, spelling))


def _is_integer(text: str) -> bool:
    """Tell whether a text is a whole number: one that begins with a zero is the number of something."""
    return _INTEGER.fullmatch(text) is not None


def _is_decimal(text: str, spelling: Spelling) -> bool:
    try:
        number = read_number(text, spelling.context()).value
    except Unreadable:
        return False
    first, _point, rest = f"{abs(number):f}".partition(".")
    is_code = _CODE.match(text) is not None or has_other_digits(text) or text[-1:].isalpha()
    return len(first) <= MOST_DIGITS and len(rest) <= MOST_DECIMALS and not is_code


def _choices(counts: Counter[str]) -> tuple[str, ...]:
    """Return the values of a column that has few and repeats them: twice each, taken together."""
    are_short = all(len(text) <= LONGEST_CHOICE and len(text.splitlines()) == 1 for text in counts)
    repeats = 1 < len(counts) <= MOST_CHOICES and sum(counts.values()) >= 2 * len(counts)
    return tuple(sorted(counts)) if are_short and repeats else ()


def _text(counts: Counter[str]) -> Kind:
    is_long = any(len(text) > LONGEST[Kind.TEXT] or "\n" in text or "\r" in text for text in counts)
    return Kind.LONG_TEXT if is_long else Kind.TEXT
