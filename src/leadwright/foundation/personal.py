"""Where personal data lies: each room names its places, so that a person can be found, shown and erased everywhere."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A free text about another contact that names the person: its column, that contact's number, and its lead's."""

    MOST: ClassVar[int] = 500
    place: str
    contact: int
    lead: int | None = None

    @property
    def key(self) -> str:
        """Return by which text it is chosen on a page and in the API."""
        return f"{self.place}:{self.contact}" if self.lead is None else f"{self.place}:L-{self.lead}"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whose data are looked for: contacts by id, and what he or she is and was known by.

    `emails` are lower case, `phones` are E.164, `names` are as they are written. What somebody else is known by
    too, such as an address that colleagues share, is not among them. `organisation` owns the contacts: texts of
    other organisations, which may know the same person on their own account, are left alone. `also` are the texts about
    others that somebody chose to erase along. For a preview, `looked_through` keeps by table which rows may name the
    person at all; an erasure has none: what others write meanwhile is to be found as well.
    """

    contacts: frozenset[int]
    organisation: int | None = None
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    also: frozenset[Mention] = frozenset()
    looked_through: dict[str, list[int]] | None = field(default=None, compare=False)

    def also_in(self, table: str) -> list[tuple[str, int]]:
        """Return the columns of a table and the contacts, or the leads, of which a text goes too."""
        rows = sorted((row.place.rpartition("."), row.lead or row.contact) for row in self.also)
        return [(column, number) for (name, _dot, column), number in rows if name == table]

    def marks(self) -> frozenset[str]:
        """Return the texts by which the person is recognised inside other texts."""
        return self.keys() | self.names

    def keys(self) -> frozenset[str]:
        """Return the marks that are nobody else's: a name may be that of a namesake."""
        return self.emails | self.phones | self.numbers


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place of personal data: its code, its columns (`table.column`), and how to count, show and erase it.

    `erase` takes `(person, by=…, at=…)`, runs inside the transaction of the erasure and returns how many rows lost
    something. It keeps kinds, times, directions and sums, and takes what names or describes the person. `hold` locks
    what the erasure changes and other verbs lock too; it is called when the contacts are locked. `mentions` lists the
    free texts about others that name the person in any writing.
    """

    code: str
    columns: frozenset[str]
    count: Callable[[Person], int]
    show: Callable[[Person], list[Mapping[str, Any]]]
    erase: Callable[..., int]
    hold: Callable[[Person], None] | None = None
    mentions: Callable[[Person], list[Mention]] | None = None


BLANK = "—"
SHORTEST = 4
CERTAIN_DIGITS = 8
_PHONE = re.compile(r"\+\d{7,15}")
_NUMBER = re.compile(r"[A-Za-z]{0,3}[\d\s.\-/]{7,}[\dA-Za-z]")
_SIGNS = r"[\s().\-/]*"
_UNLIKE = re.compile(r"[^A-HJ-Za-hj-z0-9]+")


def pattern_of(mark: str) -> str:
    """Return a mark as a regular expression that Python and PostgreSQL read alike.

    A number is found however it is written, with the code of its country or without. A name or an address is found
    as a whole: `ann@x.example` does not stand in `joann@x.example`.
    """
    if _PHONE.fullmatch(mark):
        return _pattern_of_number(mark[1:])
    if _NUMBER.fullmatch(mark):
        signs = (re.escape(sign) for sign in mark if sign.isalnum())
        return rf"(?<!\w){_SIGNS.join(signs)}(?!\w)"
    plain = r"\s+".join(re.escape(part) for part in mark.split())
    return rf"(?<![\w.+\-]){plain}(?![\w\-])" if "@" in mark else rf"(?<!\w){plain}(?!\w)"


def likeness_of(mark: str) -> str:
    """Return what LIKE finds in each text in lower case that holds the mark: its plain signs in their order.

    Letters of which a capital or a language makes something else are left to chance, as is what stands between.
    """
    is_phone, is_number = _PHONE.fullmatch(mark), _NUMBER.fullmatch(mark)
    signs = _UNLIKE.sub("%", mark[1:][-CERTAIN_DIGITS:] if is_phone else mark).lower()
    return f"%{'%'.join(signs) if is_phone or is_number else signs}%"


def _pattern_of_number(digits: str) -> str:
    code = ""
    for digit in digits[:-CERTAIN_DIGITS]:
        code = rf"(?:{code}(?:\(?0\)?{_SIGNS})?{digit}{_SIGNS})?"
    core = _SIGNS.join(digits[-CERTAIN_DIGITS:])
    return rf"(?<!\d)(?:(?:\+|\(?0{{1,2}}\)?){_SIGNS})?{code}{core}(?!\d)"


def pattern(marks: frozenset[str]) -> str:
    """Return one regular expression for all marks that are long enough to be told from chance; else an empty one."""
    return "|".join(map(pattern_of, _long_enough(marks)))


def likenesses(marks: frozenset[str]) -> list[str]:
    """Return what LIKE finds, one of them at least, wherever `pattern` matches, and sometimes elsewhere."""
    return [likeness_of(mark) for mark in _long_enough(marks)]


def _long_enough(marks: frozenset[str]) -> list[str]:
    return sorted((mark for mark in marks if len(mark) >= SHORTEST), key=lambda mark: (-len(mark), mark))


@lru_cache(maxsize=64)
def _finder(marks: frozenset[str]) -> re.Pattern[str] | None:
    data = pattern(marks)
    return re.compile(data, re.IGNORECASE) if data else None


def mentions(text: str, marks: frozenset[str]) -> bool:
    """Tell whether a text holds one of the marks, whatever the capitals."""
    finder = _finder(marks)
    return finder is not None and finder.search(text) is not None


def masked(text: str, marks: frozenset[str]) -> str:
    """Return a text with a dash in place of each mark, the longest first."""
    finder = _finder(marks)
    return finder.sub(BLANK, text) if finder else text


def masked_in(value: Any, marks: frozenset[str]) -> Any:
    """Return a value of JSON with the marks masked in each text of it, keys included."""
    if isinstance(value, str):
        return masked(value, marks)
    if isinstance(value, list):
        return [masked_in(row, marks) for row in value]
    if isinstance(value, dict):
        return {masked(key, marks): masked_in(item, marks) for key, item in value.items()}
    return value
