"""Where personal data lies: each room names its places, so that a person can be found, shown and erased everywhere."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whose data are looked for: contacts by id, and what he or she is known by.

    `emails` are lower case, `phones` are E.164, `names` are as they are written.
    """

    contacts: frozenset[int]
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def marks(self) -> frozenset[str]:
        """Return the texts by which the person is recognised inside other texts."""
        return self.emails | self.phones | self.names | self.numbers


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place of personal data: its code, its columns (`table.column`), and how to count, show and erase it.

    `erase` takes `(person, by=…, at=…)`, runs inside the transaction of the erasure and returns how many rows lost
    something. It keeps kinds, times, directions and sums, and takes what names or describes the person.
    """

    code: str
    columns: frozenset[str]
    count: Callable[[Person], int]
    show: Callable[[Person], list[Mapping[str, Any]]]
    erase: Callable[..., int]


BLANK = "—"
SHORTEST = 4


def mentions(text: str, marks: frozenset[str]) -> bool:
    """Tell whether a text holds one of the marks, whatever the capitals."""
    found = text.casefold()
    return any(mark.casefold() in found for mark in marks if len(mark) >= SHORTEST)


def masked(text: str, marks: frozenset[str]) -> str:
    """Return a text with a dash in place of each mark, the longest first."""
    for mark in sorted((mark for mark in marks if len(mark) >= SHORTEST), key=len, reverse=True):
        text = re.sub(re.escape(mark), BLANK, text, flags=re.IGNORECASE)
    return text


def masked_in(value: Any, marks: frozenset[str]) -> Any:
    """Return a value of JSON with the marks masked in each text of it, keys included."""
    if isinstance(value, str):
        return masked(value, marks)
    if isinstance(value, list):
        return [masked_in(one, marks) for one in value]
    if isinstance(value, dict):
        return {masked(key, marks): masked_in(one, marks) for key, one in value.items()}
    return value
