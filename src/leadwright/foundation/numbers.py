"""Numbers as strangers write them: in the digits 0 to 9 alone, whatever else Python would take for a number."""

import re
from decimal import Decimal

LARGEST = 2**63 - 1
_DIGITS = re.compile(r"[0-9]{1,19}")
LONGEST_SPELLED = 40
POINT, COMMA = ".", ","
_PLAIN = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,4})?")
# What parts groups of three digits; anywhere else it says that these are two numbers, or none.
_PARTING = re.compile(r"(?<=[0-9])[\s\u00a0\u202f'’](?=[0-9]{3}(?![0-9]))|(?<=[-+])\s")


def integer_in(text: str, *, least: int = 0, most: int = LARGEST) -> int | None:
    """Return the whole number that a text holds within limits, or None; one below zero has a minus sign."""
    digits = text.removeprefix("-") if least < 0 else text
    if not _DIGITS.fullmatch(digits):
        return None
    number = int(text)
    return number if least <= number <= most else None


def plain_decimal(text: str) -> Decimal | None:
    """Return the number that a text holds, such as -1234.5, or None."""
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def spelled_decimal(text: str, mark: str) -> Decimal | None:
    """Return the number that a file writes with a mark for decimals, or None.

    Groups of three may be parted by a space, an apostrophe or the other mark.
    """
    bare, other = _PARTING.sub("", text.strip()), COMMA if mark == POINT else POINT
    shape = rf"[-+]?([0-9]{{1,3}}({re.escape(other)}[0-9]{{3}})+|[0-9]+)({re.escape(mark)}[0-9]+)?"
    if len(bare) > LONGEST_SPELLED or not re.fullmatch(shape, bare):
        return None
    return Decimal(bare.replace(other, "").replace(mark, POINT))


def has_other_digits(text: str) -> bool:
    """Tell whether a text holds digits of another script, which Python reads as numbers too."""
    return any(sign.isdecimal() and not sign.isascii() for sign in text)


def number_in(value: object) -> int | None:
    """Return the number of a row that a value holds, as a number or in digits, or None if no row can have it."""
    if isinstance(value, str):
        value = integer_in(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST:
        return value
    return None
