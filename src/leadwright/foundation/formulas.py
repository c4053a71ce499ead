"""Cells that a spreadsheet would take for a formula: guarded by an apostrophe on the way out, bare on the way in."""

import re

_FORMULA = r"[\s\ufeff]*[=+\-@\t\r\x00＝＋－＠]"
_CALCULATED = re.compile(rf"'*{_FORMULA}")


def is_calculated(text: str) -> bool:
    """Tell whether a spreadsheet would calculate a text of a CSV file, or would but for apostrophes before it."""
    return _CALCULATED.match(text) is not None


def guarded(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would calculate, or before apostrophes before that."""
    return f"'{text}" if is_calculated(text) else text


def kept_as_read(text: str) -> str:
    """Return a text for a cell that holds texts as such: `bare` gives it back as it was.

    Only what begins with apostrophes before such a sign gets another one, since reading takes one away.
    """
    return f"'{text}" if bare(text) != text else text


def bare(text: str) -> str:
    """Return a text without the apostrophe that exports put before what a spreadsheet would take for a formula."""
    return text[1:] if text[:1] == "'" and is_calculated(text) else text
