"""Which area an address lies in: pure, the most exact area wins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from leadwright.foundation.numbers import integer_in
from leadwright.foundation.text import sort_key


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where somebody is, as far as it is known: the country as two letters, the rest as it is written."""

    country: str = ""
    region: str = ""
    city: str = ""
    postcode: str = ""


class Bounded(Protocol):
    """An area with its bounds; an empty bound bounds nothing."""

    country: str
    region: str
    city: str
    postcode_from: str
    postcode_to: str


BoundedRow = TypeVar("BoundedRow", bound=Bounded)


def plain_postcode(text: str) -> str:
    """Return a postcode as it is compared: capitals and digits alone."""
    return "".join(row for row in text.upper() if row.isalnum())


def covers(area: Bounded, address: Address) -> bool:
    """Tell whether an address lies in an area.

    Postcodes are compared as far as a bound is written: SW1 holds SW1A 2AA.
    """
    if area.country != address.country:
        return False
    if area.region and sort_key(area.region) != sort_key(address.region):
        return False
    if area.city and sort_key(area.city) != sort_key(address.city):
        return False
    return not area.postcode_from or _is_between(area, plain_postcode(address.postcode))


def _is_between(area: Bounded, code: str) -> bool:
    first, last = plain_postcode(area.postcode_from), plain_postcode(area.postcode_to)
    return bool(code) and first <= code[: len(first)] and code[: len(last)] <= last


def best_area(areas: Iterable[BoundedRow], address: Address) -> BoundedRow | None:
    """Return the most exact area around an address: by postcode before city before region before country.

    Of two that are as exact the first one wins.
    """
    fitting = [area for area in areas if covers(area, address)]
    return max(fitting, key=_exactness, default=None)


def _exactness(area: Bounded) -> tuple[bool, int, int, bool, bool]:
    first, last = plain_postcode(area.postcode_from), plain_postcode(area.postcode_to)
    least, most = integer_in(first), integer_in(last)
    span = 0 if least is None or most is None else most - least
    return bool(first), len(first), -span, bool(area.city), bool(area.region)
