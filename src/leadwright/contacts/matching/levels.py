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


def pattern(one: Prepared, other: Prepared) -> Pattern:
    """Return the level of each feature of two records, in the order of `Feature`."""
    given, family = names(one, other)
    street, extra = _places(one, other)
    return (
        Level.EXACT if one.kind == other.kind else Level.DIFFERENT,
        given,
        family,
        text(one.name, other.name),
        street,
        short(one.house, other.house),
        extra,
        short(one.postcode, other.postcode),
        text(one.city, other.city),
        short(one.region, other.region),
        birth(one.birth, other.birth),
        _best(one.emails, other.emails, email),
        _best(one.phones, other.phones, number),
        number(one.vat, other.vat),
        number(one.register, other.register),
        text(one.company, other.company),
    )


def names(one: Prepared, other: Prepared) -> tuple[Level, Level]:
    """Compare given and family name, also swapped or in one; a company's whole name with a person's."""
    if one.kind != other.kind:
        return Level.MISSING, text(_whole(one), _whole(other))
    if bool(one.given) != bool(other.given) and (whole := text(_whole(one), _whole(other))) <= Level.TYPO:
        return whole, whole
    straight = text(one.given, other.given), text(one.family, other.family)
    if Level.DIFFERENT not in straight or (one.given != other.family and one.family != other.given):
        return straight
    crossed = text(one.given, other.family), text(one.family, other.given)
    return crossed if sum(map(_distance, crossed)) < sum(map(_distance, straight)) else straight


def _whole(one: Prepared) -> str:
    return one.name or one.given + one.family


def _places(one: Prepared, other: Prepared) -> tuple[Level, Level]:
    """Compare street and the rest of the address, also the wrong way round."""
    straight = text(one.street, other.street), text(one.extra, other.extra)
    if straight[0] is not Level.DIFFERENT:
        return straight
    crossed = text(one.street, other.extra), text(one.extra, other.street)
    return crossed if sum(map(_distance, crossed)) < sum(map(_distance, straight)) else straight


def _distance(level: Level) -> int:
    return 3 if level is Level.MISSING else level


@lru_cache(maxsize=REMEMBERED)
def text(one: str, other: str) -> Level:
    """Compare two names or words."""
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.EXACT
    if len(one) == 1 or len(other) == 1:
        return Level.INITIAL if one[0] == other[0] else Level.DIFFERENT
    if _nearly(one, other):
        return Level.TYPO
    alike = JaroWinkler.similarity(one, other, score_cutoff=ALIKE) >= ALIKE
    return Level.SIMILAR if alike or _within(one, other) else Level.DIFFERENT


def _nearly(one: str, other: str) -> bool:
    """Tell whether typing errors explain the difference: the shorter the words, the fewer of them."""
    shortest = min(len(one), len(other))
    allowed = 0 if shortest < SHORT - 1 else 1 if shortest <= SHORT else 2
    return bool(allowed) and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _within(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > SHORT and shorter in longer


@lru_cache(maxsize=REMEMBERED)
def short(one: str, other: str) -> Level:
    """Compare two short codes, such as postcodes or house numbers."""
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.EXACT
    return Level.TYPO if OSA.distance(one, other, score_cutoff=1) <= 1 else Level.DIFFERENT


@lru_cache(maxsize=REMEMBERED)
def number(one: str, other: str) -> Level:
    """Compare two long numbers: one wrong or swapped digit is a typing error, a missing country code too."""
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.EXACT
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > SHORT * 2 and longer.endswith(shorter):
        return Level.TYPO
    return Level.TYPO if OSA.distance(one, other, score_cutoff=1) <= 1 else Level.DIFFERENT


@lru_cache(maxsize=REMEMBERED)
def birth(one: str, other: str) -> Level:
    """Compare two dates written as eight digits; day and month may be swapped."""
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.EXACT
    swapped = one[:4] + one[6:8] + one[4:6]
    return (
        Level.TYPO if swapped == other or OSA.distance(one, other, score_cutoff=1) <= 1 else Level.DIFFERENT
    )


@lru_cache(maxsize=REMEMBERED)
def email(one: str, other: str) -> Level:
    """Compare two e-mail addresses: the same name at another place is similar."""
    if one == other:
        return Level.EXACT
    allowed = 1 if min(len(one), len(other)) < SHORT * 4 else 2
    if OSA.distance(one, other, score_cutoff=allowed) <= allowed:
        return Level.TYPO
    local, other_local = one.rpartition("@")[0], other.rpartition("@")[0]
    telling = local == other_local and len(local) > SHORT and local not in NOBODY
    return Level.SIMILAR if telling else Level.DIFFERENT


def _best(ones: tuple[str, ...], others: tuple[str, ...], compare: Callable[[str, str], Level]) -> Level:
    if not ones or not others:
        return Level.MISSING
    return min(compare(one, other) for one in ones for other in others)
