"""From bytes to text: pure. What was assumed is told, and nothing that is there is lost.

The ladder: a mark at the beginning, UTF-16 by its zero bytes, UTF-8, UTF-8 with some bytes of another encoding among
it, else the code page of a language.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

UTF8, WINDOWS = "utf-8", "windows-1252"
MARKS = (
    (b"\xef\xbb\xbf", UTF8),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# What somebody can choose where the ladder ends on the wrong step, by the name that programs give it.
OFFERED = (
    UTF8,
    "utf-16-le",
    "utf-16-be",
    WINDOWS,
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
    "mac-roman",
    "cp437",
    "cp850",
    "shift_jis",
    "euc-kr",
    "gb18030",
    "big5",
)
# The code page of programs in a language that write no UTF-8; all others write Windows-1252.
OF_LANGUAGES = {
    **dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), "windows-1251"),
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "windows-1250"),
    "el": "windows-1253",
    "tr": "windows-1254",
    **dict.fromkeys(("et", "lt", "lv"), "windows-1257"),
}


# How Python marks the bytes that are no UTF-8: one sign for each.
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """The text of a file, the encoding that it is in, and where single bytes were in another one.

    `repaired` holds offsets in the text, in signs. `is_assumed` says that the bytes themselves do not tell.
    """

    text: str
    encoding: str
    repaired: Sequence[int] = ()
    is_assumed: bool = False


def decoded(content: bytes, *, encoding: str = "", language: str = "") -> Decoded:
    """Return the text of some bytes, in an encoding that was chosen or is found out; a lone surrogate stays one."""
    for mark, of in MARKS:
        if content.startswith(mark) and encoding in ("", of):
            return _utf8(content[len(mark) :]) if of == UTF8 else _sixteen(content[len(mark) :], of)
    if encoding:
        return _chosen(content, encoding)
    if (guess := _sixteen_bits(content[:4096])) is not None:
        return _sixteen(content, guess)
    if (result := _mostly_utf8(content)) is not None:
        return result
    page = OF_LANGUAGES.get(language.partition("-")[0], WINDOWS)
    return Decoded(text=_in_page(content, page), encoding=page, is_assumed=True)


def _chosen(content: bytes, encoding: str) -> Decoded:
    if encoding == UTF8:
        return _utf8(content)
    if encoding.startswith("utf-16"):
        return _sixteen(content, encoding)
    return Decoded(text=_in_page(content, encoding), encoding=encoding)


def _sixteen(content: bytes, encoding: str) -> Decoded:
    """Read what is known to be in UTF-16: surrogates pass, and only what is broken is marked."""
    try:
        return Decoded(text=content.decode(encoding, "surrogatepass"), encoding=encoding)
    except UnicodeDecodeError:
        return Decoded(text=content.decode(encoding, "replace"), encoding=encoding)


def _utf8(content: bytes) -> Decoded:
    """Read UTF-8, in which a byte that is none is taken for a letter of Windows-1252."""
    return _plain_utf8(content) or _repaired(content.decode(UTF8, "surrogateescape"))


def _plain_utf8(content: bytes) -> Decoded | None:
    for handler in ("strict", "surrogatepass"):
        try:
            return Decoded(text=content.decode(UTF8, handler), encoding=UTF8)
        except UnicodeDecodeError:
            continue
    return None


def _repaired(marked: str) -> Decoded:
    places = array("Q", (match.start() for match in _ESCAPED.finditer(marked)))
    return Decoded(text=marked.translate(_MEANT), encoding=UTF8, repaired=places)


def _mostly_utf8(content: bytes) -> Decoded | None:
    """Read UTF-8 unless more bytes are none than signs are proof of it: those beyond ASCII that were read as such."""
    if (result := _plain_utf8(content)) is not None:
        return result
    marked = content.decode(UTF8, "surrogateescape")
    beyond = len(marked) - len(marked.encode("ascii", "ignore"))
    strange = len(marked) - len(marked.encode(UTF8, "ignore").decode(UTF8))
    return _repaired(marked) if strange <= beyond - strange else None


def _in_page(content: bytes, page: str) -> str:
    if page == WINDOWS:
        return content.decode("latin-1").translate(_OF_WINDOWS)
    return content.decode(page, "replace")


def _sixteen_bits(start: bytes) -> str | None:
    """Guess UTF-16 without a mark: of plain letters every second byte is zero."""
    if len(start) < 4:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 2 < len(start) * 0.6 or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode(WINDOWS)
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = [_windows(byte) for byte in range(256)]
# In C, and in no more memory than the text takes: what Latin-1 and what the escapes of Python stand for here.
_OF_WINDOWS = {byte: sign for byte, sign in enumerate(_WINDOWS) if chr(byte) != sign}
_MEANT = {0xDC00 + byte: _WINDOWS[byte] for byte in range(0x80, 0x100)}
_BYTES = {sign: byte for byte, sign in enumerate(_WINDOWS)}


def encoded(text: str, encoding: str, before: bytes) -> bytes:
    """Write a text as it was read, with the mark that its bytes began with."""
    if encoding == WINDOWS:
        return bytes(_BYTES.get(sign, 0x3F) for sign in text)
    mark = next((mark for mark, of in MARKS if of == encoding and before.startswith(mark)), b"")
    handler = "surrogatepass" if encoding.startswith("utf") else "replace"
    return mark + text.encode(encoding, handler)
