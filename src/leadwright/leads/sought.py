"""What somebody may mean who searches leads: each word in all its spellings, a number, the end of a phone number."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from leadwright.contacts.matching.normal import digits, plain
from leadwright.contacts.matching.tolerance import LAST_DIGITS
from leadwright.foundation.text import composed, sort_key

LONGEST = 200
MOST_WORDS = 8
LEAST_DIGITS = 6
LEAST_ALIKE, MOST_ALIKE = 5, 24
_WORD = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\b[Ll][-\u2010-\u2014 ]?(?=\d)")
_NUMBER = re.compile(r"\W*([1-9]\d{0,17})\W*", re.ASCII)
_DIGITS = re.compile(r"\d+")
_PHONE = re.compile(r"[+(\d][\d\s().\-/]{4,30}\d", re.ASCII)

Known = Callable[[str], Iterable[str]]


def words_in(text: str) -> list[str]:
    """Return the words of a text as they were typed, without signs and quotes; L-17 is 17."""
    return _WORD.findall(_REFERENCE.sub("", composed(text[:LONGEST])))[:MOST_WORDS]


def number_named(text: str) -> int | None:
    """Return the number of a lead when a text is nothing else, such as 17, L-17 or l-17."""
    result = _NUMBER.fullmatch(_REFERENCE.sub("", text[:LONGEST].strip()))
    return int(result[1]) if result else None


def folded(word: str) -> str:
    """Return a word with ae, oe and ue as the letters that they stand for."""
    return re.sub("([aou])e", r"\1", word)


def spellings(word: str) -> set[str]:
    """Return how a word may be written: ü as it sorts, as u and as ue."""
    bare, spelt_out = sort_key(word), plain(word)
    return {bare, spelt_out, folded(bare), folded(spelt_out)}


def written(text: str, *, known: Known = lambda word: ()) -> Q | None:
    """Return the condition that a lead holds each word in some spelling; a text without a word has none.

    `known` tells the known words that are near a word; those of the same sound are spellings of it.
    """

    def alike(word: str) -> Iterable[str]:
        sound = folded(plain(word))
        return (other for other in known(word) if folded(other) == sound)

    return _each(text, lambda word: _any_of({*spellings(word), *alike(word)}))


def nearly_written(text: str, *, known: Known) -> Q | None:
    """Return the condition that a lead holds each word in some spelling or with typing errors."""

    def near(word: str) -> Q:
        names = {spelling for other in known(word) for spelling in (other, folded(other))}
        is_near = _any_of({*spellings(word), *names})
        pattern = mistyped(sort_key(word))
        return is_near | Q(search__regex=pattern) if pattern else is_near

    return _each(text, near)


def mistyped(word: str) -> str:
    """Return a pattern for a word with one letter wrong, missing, too many or changed places; none for a short one."""
    if _DIGITS.fullmatch(word) or not LEAST_ALIKE <= len(word) <= MOST_ALIKE:
        return ""
    places = range(len(word))
    other = [f"{word[:at]}.{{0,2}}{word[at + 1 :]}" for at in places]
    swapped = [f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in places[:-1]]
    return "|".join([*other, *swapped])


def _each(text: str, condition: Callable[[str], Q]) -> Q | None:
    words = [word for word in words_in(text) if any(spellings(word))]
    if not words:
        return None
    all_words = reduce(and_, map(condition, words))
    phone = _phone_in(text)
    return all_words | Q(search__contains=phone) if phone else all_words


def _phone_in(text: str) -> str:
    """Return the last digits of a text that is a phone number and nothing else."""
    line = text[:LONGEST].strip()
    known = digits(line) if _PHONE.fullmatch(line) else ""
    return known[-LAST_DIGITS:] if len(known) >= LEAST_DIGITS else ""


def _any_of(words: Iterable[str]) -> Q:
    parts: Sequence[Q] = [Q(search__contains=word) for word in sorted(words) if word]
    return reduce(or_, parts)
