"""Numbers as strangers write them: in the digits 0 to 9 alone, whatever else Python would take for a number."""

import re
from collections.abc import Collection
from decimal import Decimal

LARGEST = 2**63 - 1
_DIGITS = re.compile(r"[0-9]{1,19}")
LONGEST_SPELLED = 40
POINT, COMMA = ".", ","
# As programs write it, with as many digits as any field keeps.
WRITTEN = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,6})?")
_PLAIN = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,4})?")


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


class Ambiguous(ValueError):
    """A text can be two numbers; `readings` are both, the smaller one first."""

    def __init__(self, readings: Collection[Decimal]) -> None:
        super().__init__()
        self.readings = sorted(readings)


def written_decimal(number: Decimal, mark: str = POINT) -> str:
    """Return a number as it is typed with a mark for decimals, without any between thousands."""
    return f"{number:f}".replace(POINT, mark)


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
