"""What kinds of values there are, and what may be reckoned and compared with what: said once, for both passes."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from leadwright.foundation.money import Money


class Kind(StrEnum):
    """What a field holds, and what an expression gives; `NOTHING` is the kind of null."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    NOTHING = "nothing"


class Reason(StrEnum):
    """Why an expression has no value."""

    EMPTY = "EMPTY"
    DIVISION_BY_ZERO = "DIVISION_BY_ZERO"
    TWO_CURRENCIES = "TWO_CURRENCIES"
    TOO_LARGE = "TOO_LARGE"
    WRONG_KIND = "WRONG_KIND"


ARITHMETIC: Mapping[tuple[Kind, str, Kind], Kind] = {
    (Kind.NUMBER, "+", Kind.NUMBER): Kind.NUMBER,
    (Kind.NUMBER, "-", Kind.NUMBER): Kind.NUMBER,
    (Kind.NUMBER, "*", Kind.NUMBER): Kind.NUMBER,
    (Kind.NUMBER, "/", Kind.NUMBER): Kind.NUMBER,
    (Kind.MONEY, "+", Kind.MONEY): Kind.MONEY,
    (Kind.MONEY, "-", Kind.MONEY): Kind.MONEY,
    (Kind.MONEY, "*", Kind.NUMBER): Kind.MONEY,
    (Kind.NUMBER, "*", Kind.MONEY): Kind.MONEY,
    (Kind.MONEY, "/", Kind.NUMBER): Kind.MONEY,
    (Kind.MONEY, "/", Kind.MONEY): Kind.NUMBER,
}
AMOUNTS = frozenset([Kind.NUMBER, Kind.MONEY])
ORDERED = AMOUNTS | {Kind.DATE, Kind.MOMENT}
WORDED = frozenset([Kind.TEXT, Kind.CHOICE])
DAYS = frozenset([Kind.DATE, Kind.MOMENT])


def kind_of(value: object) -> Kind | None:
    """Return the kind of a value, or None of what is no value here: a float, a moment without a zone, a list."""
    match value:
        case bool():
            return Kind.BOOLEAN
        case str():
            return Kind.TEXT
        case Decimal():
            return Kind.NUMBER
        case Money():
            return Kind.MONEY
        case datetime():
            return None if value.utcoffset() is None else Kind.MOMENT
        case date():
            return Kind.DATE
    return None


def comparable(left: Kind, right: Kind) -> bool:
    """Tell whether two kinds can be equal at all."""
    return Kind.NOTHING not in (left, right) and (left == right or {left, right} <= WORDED)
