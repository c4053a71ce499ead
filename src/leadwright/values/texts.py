"""Text and names: composed, without marks that nobody sees around them, fit to store."""

import unicodedata

from django.utils.translation import gettext as _

from leadwright.foundation.text import composed, fault_in_line, storable, trimmed
from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable

# Marks of direction that programs put around what they copy: unseen, and no part of any value.
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Signs of full width are those of ASCII, only wider.
_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("￥"): "¥",
    ord("￡"): "£",
    ord("٪"): "%",
}


def read_text(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return a text of several lines; what cannot be stored is marked, which is told."""
    del context
    if is_plain(text):
        return Read(text.strip())
    bare = _bare(text)
    result = trimmed(storable(bare))
    marked = result.count("\ufffd") > bare.count("\ufffd")
    return Read(result, (assume("bytes"),) if marked else ())


def read_name(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return a name or another text of one line; a space takes the place of a line break."""
    if is_plain(text) and "=?" not in text:
        return Read(" ".join(text.split()))
    result = read_text(text, context)
    line = trimmed(" ".join(result.value.split()))
    if fault := fault_in_line(line):
        raise Unreadable(fault)
    return Read(line, result.assumed)


def is_plain(text: str) -> bool:
    """Tell whether a text holds signs of ASCII alone, all of them seen: there is nothing to mend in it."""
    return text.isascii() and text.isprintable()


def _bare(text: str) -> str:
    """Return a text composed, without what nobody sees around it, marks of direction too."""
    bare = trimmed(composed(text))
    if not bare or (bare[0] not in DIRECTIONS and bare[-1] not in DIRECTIONS):
        return bare
    begin, end = 0, len(bare)
    while begin < end and _is_around(bare[begin]):
        begin += 1
    while begin < end and _is_around(bare[end - 1]):
        end -= 1
    return bare[begin:end]


def _is_around(sign: str) -> bool:
    return sign in DIRECTIONS or not trimmed(sign)


def visible(text: str) -> str:
    """Return a text without any sign that nobody sees, within it too: for values that have no place for one."""
    if text.isascii():
        return trimmed(text)
    return trimmed("".join(sign for sign in text if unicodedata.category(sign) != "Cf"))


def plain_digits(text: str) -> tuple[str, tuple[Assumption, ...]]:
    """Return a text with digits of another script as 0 to 9, which is told; digits of several are unreadable."""
    if is_plain(text):
        return text.strip(), ()
    text = visible(text).translate(_FULL)
    strange = {ord(sign) - unicodedata.decimal(sign) for sign in text if sign.isdecimal()} - {ord("0")}
    if not strange:
        return text, ()
    if len(strange) > 1 or any(sign.isdecimal() and sign.isascii() for sign in text):
        raise Unreadable(_("it mixes the digits of several scripts; write 0 to 9"))
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return plain, (assume("digits"),)
