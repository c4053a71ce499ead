"""Text as it comes in and as it sorts: pure functions without a database."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _signs(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


# Signs that nobody sees: soft hyphen, joiners and marks of width zero, fillers of Hangul, the empty Braille cell.
_UNSEEN = _signs(
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180E, 0x180E)),
    *((0x200B, 0x200B), (0x200E, 0x200F), (0x2060, 0x2065), (0x206A, 0x206F), (0x2800, 0x2800)),
    *((0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1D173, 0x1D17A)),
)
# What says how the sign before it looks or joins: unseen by itself, and part of a picture after it.
_AFTER_A_SIGN = _signs(
    *((0x180B, 0x180D), (0x180F, 0x180F), (0x200C, 0x200D), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
)
# Signs that are seen: most texts begin and end with some of them.
_PLAIN = frozenset(map(chr, range(0x21, 0x7F)))
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?]*\?=")
_ACCENT = "".join(map(chr, filter(lambda code: unicodedata.combining(chr(code)), range(0x300, 0x1F000))))
_ACCENTS = re.compile(f"([{_ACCENT}]{{30}})[{_ACCENT}]+")
LONGEST_NAME_KEY = 220
ODD = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"}


def sort_key(text: str) -> str:
    """Return the key by which people expect a name to sort: no accents, no case, no doubled spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = (c for c in decomposed(text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(ODD.get(c, c) for c in bare).split())


def name_key(name: str) -> str:
    """Return the sort key of a name, as far as columns keep it."""
    return sort_key(name)[:LONGEST_NAME_KEY]


def trimmed(text: str) -> str:
    """Return a text without the spaces and unseen signs around it; one that holds nothing else is empty."""
    if not text or (text[0] in _PLAIN and text[-1] in _PLAIN):
        return text
    begin, end = 0, len(text)
    while begin < end and _is_unseen(text[begin]):
        begin += 1
    while begin < end and _is_unseen(text[end - 1]):
        end -= 1
    while begin < end < len(text) and text[end] in _AFTER_A_SIGN:
        end += 1
    return text[begin:end]


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or sign in _UNSEEN or sign in _AFTER_A_SIGN


def decomposed(text: str) -> str:
    """Return the signs of a text apart from their accents (NFKD), the accents in the order in which they were typed.

    Accents are not put into canonical order: that takes time that grows with the square of their number.
    """
    return "".join(_decomposed(sign) for sign in text)


@lru_cache(maxsize=4096)
def _decomposed(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign)


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return a text with its accents composed; of more than thirty accents on one sign the rest go.

    The limit is that of the Stream-Safe Text Format (Unicode Standard Annex 15): without one, a sign with many
    accents is composed in time that grows with the square of their number.
    """
    return text if text.isascii() else unicodedata.normalize(form, _ACCENTS.sub(r"\1", text))


def fault_in_text(text: str) -> str | None:
    """Say what makes a text unfit to store (control and direction characters, lone surrogates), or None."""
    result = _CONTROL.search(text)
    return _("it contains the character {code}").format(code=f"U+{ord(result[0]):04X}") if result else None


def fault_in_line(text: str) -> str | None:
    """Say what makes a text unfit for one line, such as a name or a subject, or None."""
    if "\n" in text or "\r" in text or "\t" in text:
        return _("it must be one line")
    if _ENCODED_WORD.search(text):
        return _("it contains an encoded word, such as =?utf-8?q?…?=")
    return fault_in_text(text)


def storable(text: str) -> str:
    """Return a text with a visible mark (U+FFFD) in place of each character that is unfit to store."""
    if text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def loose_key(text: str) -> str:
    """Return what two spellings of one name have in common: no spaces, no case, no accents."""
    return "".join(sort_key(text).split())


@lru_cache(maxsize=4096)
def shade(name: str) -> str:
    """Return the class of colour in which a name is always shown."""
    return ("a", "b", "c", "d")[sum(name.encode("utf-8", "replace")) % 4]


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return up to two capital initials of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
