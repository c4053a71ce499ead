"""How alike two records are, field by field: one level each, from the same to different."""

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from leadwright.contacts.matching.records import Prepared


class Level(IntEnum):
    """How alike two values are."""

    MISSING = 0
    EXACT = 1
    TYPO = 2
    SIMILAR = 3
    INITIAL = 4
    DIFFERENT = 5


class Feature(IntEnum):
    """What is compared, in the order of a pattern."""

    KIND = 0
    GIVEN = 1
    FAMILY = 2
    NAME = 3
    STREET = 4
    HOUSE = 5
    EXTRA = 6
    POSTCODE = 7
    CITY = 8
    REGION = 9
    BIRTH = 10
    EMAIL = 11
    PHONE = 12
    VAT = 13
    REGISTER = 14
    COMPANY = 15


Pattern = tuple[Level, ...]
ALIKE = 0.88
SHORT = 4
REMEMBERED = 1 << 14
# Mailboxes that stand for nobody: the same one at another place says nothing.
NOBODY = frozenset(
    ["info", "sales", "contact", "office", "admin", "mail", "hello", "support", "service", "post", "noreply"]
)


def pattern(prepared: Prepared, other: Prepared) -> Pattern:
    """Return the level of each feature of two records, in the order of `Feature`."""
    given, family = names(prepared, other)
    street, extra = _places(prepared, other)
    return (
        Level.EXACT if prepared.kind == other.kind else Level.DIFFERENT,
        given,
        family,
        text(prepared.name, other.name),
        street,
        short(prepared.house, other.house),
        extra,
        short(prepared.postcode, other.postcode),
        text(prepared.city, other.city),
        short(prepared.region, other.region),
        birth(prepared.birth, other.birth),
        _best(prepared.emails, other.emails, email),
        _best(prepared.phones, other.phones, number),
        number(prepared.vat, other.vat),
        number(prepared.register, other.register),
        text(prepared.company, other.company),
    )


def names(prepared: Prepared, other: Prepared) -> tuple[Level, Level]:
    """Compare given and family name, also swapped or in one; a company's whole name with a person's."""
    if prepared.kind != other.kind:
        return Level.MISSING, text(_full_name(prepared), _full_name(other))
    if (
        bool(prepared.given) != bool(other.given)
        and (full := text(_full_name(prepared), _full_name(other))) <= Level.TYPO
    ):
        return full, full
    straight = text(prepared.given, other.given), text(prepared.family, other.family)
    if Level.DIFFERENT not in straight or (prepared.given != other.family and prepared.family != other.given):
        return straight
    crossed = text(prepared.given, other.family), text(prepared.family, other.given)
    return crossed if sum(map(_distance, crossed)) < sum(map(_distance, straight)) else straight


def _full_name(prepared: Prepared) -> str:
    return prepared.name or prepared.given + prepared.family


def _places(prepared: Prepared, other: Prepared) -> tuple[Level, Level]:
    """Compare street and the rest of the address, also the wrong way round."""
    straight = text(prepared.street, other.street), text(prepared.extra, other.extra)
    if straight[0] is not Level.DIFFERENT:
        return straight
    crossed = text(prepared.street, other.extra), text(prepared.extra, other.street)
    return crossed if sum(map(_distance, crossed)) < sum(map(_distance, straight)) else straight


def _distance(level: Level) -> int:
    return 3 if level is Level.MISSING else level


@lru_cache(maxsize=REMEMBERED)
def text(row: str, other: str) -> Level:
    """Compare two names or words."""
    if not row or not other:
        return Level.MISSING
    if row == other:
        return Level.EXACT
    if len(row) == 1 or len(other) == 1:
        return Level.INITIAL if row[0] == other[0] else Level.DIFFERENT
    if _nearly(row, other):
        return Level.TYPO
    alike = JaroWinkler.similarity(row, other, score_cutoff=ALIKE) >= ALIKE
    return Level.SIMILAR if alike or _within(row, other) else Level.DIFFERENT


def _nearly(row: str, other: str) -> bool:
    """Tell whether typing errors explain the difference: the shorter the words, the fewer of them."""
    shortest = min(len(row), len(other))
    allowed = 0 if shortest < SHORT - 1 else 1 if shortest <= SHORT else 2
    return bool(allowed) and OSA.distance(row, other, score_cutoff=allowed) <= allowed


def _within(row: str, other: str) -> bool:
    shorter, longer = sorted((row, other), key=len)
    return len(shorter) > SHORT and shorter in longer


@lru_cache(maxsize=REMEMBERED)
def short(row: str, other: str) -> Level:
    """Compare two short codes, such as postcodes or house numbers."""
    if not row or not other:
        return Level.MISSING
    if row == other:
        return Level.EXACT
    return Level.TYPO if OSA.distance(row, other, score_cutoff=1) <= 1 else Level.DIFFERENT


@lru_cache(maxsize=REMEMBERED)
def number(row: str, other: str) -> Level:
    """Compare two long numbers: one wrong or swapped digit is a typing error, a missing country code too."""
    if not row or not other:
        return Level.MISSING
    if row == other:
        return Level.EXACT
    shorter, longer = sorted((row, other), key=len)
    if len(shorter) > SHORT * 2 and longer.endswith(shorter):
        return Level.TYPO
    return Level.TYPO if OSA.distance(row, other, score_cutoff=1) <= 1 else Level.DIFFERENT


@lru_cache(maxsize=REMEMBERED)
def birth(row: str, other: str) -> Level:
    """Compare two dates written as eight digits; day and month may be swapped."""
    if not row or not other:
        return Level.MISSING
    if row == other:
        return Level.EXACT
    swapped = row[:4] + row[6:8] + row[4:6]
    return (
        Level.TYPO if swapped == other or OSA.distance(row, other, score_cutoff=1) <= 1 else Level.DIFFERENT
    )


@lru_cache(maxsize=REMEMBERED)
def email(row: str, other: str) -> Level:
    """Compare two e-mail addresses: the same name at another place is similar."""
    if row == other:
        return Level.EXACT
    allowed = 1 if min(len(row), len(other)) < SHORT * 4 else 2
    if OSA.distance(row, other, score_cutoff=allowed) <= allowed:
        return Level.TYPO
    local, other_local = row.rpartition("@")[0], other.rpartition("@")[0]
    telling = local == other_local and len(local) > SHORT and local not in NOBODY
    return Level.SIMILAR if telling else Level.DIFFERENT


def _best(rows: tuple[str, ...], others: tuple[str, ...], compare: Callable[[str, str], Level]) -> Level:
    if not rows or not others:
        return Level.MISSING
    return min(compare(row, other) for row in rows for other in others)
