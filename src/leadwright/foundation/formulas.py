"""Cells that a spreadsheet would take for a formula: guarded by an apostrophe on the way out, bare on the way in."""

import re

_FORMULA = r"[\s\ufeff]*[=+\-@\t\r\x00＝＋－＠]"
_CALCULATED = re.compile(rf"'*{_FORMULA}")


def guarded(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would calculate, or before apostrophes before that."""
    return f"'{text}" if _CALCULATED.match(text) else text


def bare(text: str) -> str:
    """Return a text without the apostrophe that exports put before what a spreadsheet would take for a formula."""
    return text[1:] if text[:1] == "'" and _CALCULATED.match(text) else text
