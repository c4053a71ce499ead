"""Numbers as somebody types them in the language of a page, or as programs write them; nothing is guessed."""

from decimal import Decimal

from leadwright.foundation.numbers import WRITTEN, Ambiguous, written_decimal
from leadwright.values.context import Unreadable
from leadwright.values.numbers import MARKS, Parts, by_mark, parts_of


def typed_decimal(text: str, mark: str = "") -> Decimal | None:
    """Return the number that was typed where decimals have a mark, or None; raises Ambiguous if it can be two.

    As programs write it it is understood as well, and with the other mark where nothing else can be meant.
    Without a mark nothing says how it was typed: then a number as programs write it is that number.
    """
    plain = Decimal(text) if WRITTEN.fullmatch(text) else None
    if plain is not None and not mark:
        return plain
    by_marks = _by_marks(text)
    readings = {number for number in (plain, by_marks.get(mark)) if number is not None} if mark else set()
    readings = readings or set(by_marks.values())
    if len(readings) > 1:
        raise Ambiguous(readings)
    return next((number for number in readings if WRITTEN.fullmatch(written_decimal(number))), None)


def digits_typed(text: str) -> str:
    """Return the digits of a number or an amount as they were typed, without its sign, its unit and its currency."""
    parts = _parts(text)
    return parts.core if parts else text


def _by_marks(text: str) -> dict[str, Decimal]:
    """Return the number that a text is with each mark before decimals; words and digits of other scripts are none."""
    parts = _parts(text)
    if parts is None or parts.before or parts.after or parts.assumed:
        return {}
    readings = {mark: by_mark(parts.core, mark) for mark in MARKS}
    return {
        mark: -number if parts.is_negative else number
        for mark, number in readings.items()
        if number is not None
    }


def _parts(text: str) -> Parts | None:
    try:
        return parts_of(text)
    except Unreadable:
        return None
