"""Find contacts by what somebody types: a name with typing errors, a channel in any writing, a number."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from leadwright.contacts.candidates import MOST_WORDS, Sought, candidates, sought
from leadwright.contacts.matching import Record
from leadwright.contacts.matching.normal import code, digits
from leadwright.contacts.matching.records import plain_email, plain_vat
from leadwright.contacts.matching.tolerance import LAST_DIGITS, errors_between, telling, words_of
from leadwright.contacts.models import Contact, ContactQuerySet
from leadwright.foundation.numbers import number_in
from leadwright.people.models import User
from leadwright.values.context import Unreadable
from leadwright.values.texts import plain_digits

LIMIT = 50
LONGEST = 200
LEAST_DIGITS = 6
LEAST_CODE = 4
SURE, WRITTEN, BEGUN, MISTYPED, EACH_ERROR = 10.0, 1.0, 0.9, 0.85, 0.2
_ADDRESS = re.compile(r"[^\s@,;<>()]{1,64}@[^\s@,;<>()]{1,190}")
_NUMBER = re.compile(r"[+(\d][\d\s().\-/]{4,30}\d")
_CODE_ALONE = re.compile(r"^[A-Za-z]{0,3}[\s.]?[\d][\dA-Za-z.,\-/ ]{2,40}$")
_CODE = re.compile(r"[A-Za-z]{0,3}[\s.]?[\d][\dA-Za-z.\-/ ]{2,40}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a text asks for: the words of a name, and sure keys, with the id that it may be."""

    words: tuple[str, ...]
    sure: tuple[str, ...]
    pk: int | None


def find_contacts(
    text: str,
    *,
    by: User,
    limit: int = LIMIT,
    narrow: Callable[[ContactQuerySet], ContactQuerySet] | None = None,
) -> list[Contact]:
    """Return the contacts within the user's reach that a text means, the best first, with their channels."""
    asked = read(text)
    wanted = sought(list(asked.sure), asked.words, begun=asked.words)
    pks = _nearest(wanted, by) + ([asked.pk] if asked.pk else [])
    rows = (
        Contact.objects.within_reach(by, "contact.view").filter(pk__in=pks).select_related("company", "keys")
    )
    rows = narrow(rows) if narrow else rows
    data = sorted((-_rank(row, asked), row.sort_name, row.pk, row) for row in rows)
    best = [item for *_order, item in data[:limit]]
    prefetch_related_objects(best, "emails", "phones", "groups")
    return best


def _nearest(wanted: Sought, by: User) -> list[int]:
    """Return who has all words; only where nobody has, who has two of them, or the longest."""
    for together in sorted({len(wanted.words), min(len(wanted.words), 2), 1}, reverse=True):
        if result := candidates(wanted, by=by, together=together):
            return result
    return []


def read(text: str) -> Asked:
    """Take a text apart; what is beyond its first line of 200 characters is not looked at."""
    view = "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST * 4])
    line = " ".join(view.split())[:LONGEST]
    addresses = _ADDRESS.findall(line)
    rest = _ADDRESS.sub(" ", line)
    words = telling(
        (word for word in words_of(Record(name=rest, kind="company")) if not word.isdigit()), most=MOST_WORDS
    )
    sure = tuple(dict.fromkeys(_sure(line, addresses)))
    return Asked(words=tuple(words), sure=sure, pk=number_in(line.removeprefix("#")))


def _sure(line: str, addresses: list[str]) -> Iterable[str]:
    for address in addresses:
        yield f"e:{plain_email(address)}"
    for number in _NUMBER.findall(line):
        if len(digits(number)) >= LEAST_DIGITS:
            yield f"p:{digits(number)[-LAST_DIGITS:]}"
    plain = _plain(line)
    for some in dict.fromkeys((*_CODE.findall(plain), *_CODE_ALONE.findall(plain))):
        if len(code(some)) >= LEAST_CODE:
            yield from (f"v:{plain_vat(some)}", f"r:{code(some)}")
    if not addresses and ("@" in line or "." in line):
        yield f"d:{line.lower().rpartition('@')[2].strip()}"


def _plain(line: str) -> str:
    """Return a line with signs of full width and digits of another script as those of ASCII."""
    try:
        return plain_digits(line)[0]
    except Unreadable:
        return line


def _rank(contact: Contact, asked: Asked) -> float:
    """Return how well a contact answers; a sure key beats any name."""
    keys = contact.keys.keys if hasattr(contact, "keys") else []
    sure = SURE if contact.pk == asked.pk or not set(keys).isdisjoint(asked.sure) else 0.0
    words = [key[2:] for key in keys if key.startswith("w:")]
    alike = sum(max((_alike(word, row) for row in words), default=0.0) for word in asked.words)
    return sure + alike - len(words) / 100


def _alike(word: str, other: str) -> float:
    if word == other:
        return WRITTEN
    if other.startswith(word):
        return BEGUN
    errors = errors_between(word, other)
    return 0.0 if errors is None else MISTYPED - EACH_ERROR * (errors - 1)
