"""Turn bytes into text, whatever they say that they are. Pure."""

import codecs
import re

from leadwright.foundation import encodings
from leadwright.foundation.encodings import UTF8

# What is no way to write text, or takes long to read.
NO_TEXT = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs"}
)
# What programs say and what they mean: Latin-1 has controls where their letters stand.
MEANT = {
    "ansi": "cp1252",
    "ascii": "utf-8",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "unicode": "utf-8",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
}
_OF_WINDOWS = re.compile(r"(?:x-)?(?:windows|win|cp)[-_]?([0-9]{3,4})")


def decoded(content: bytes, charset: str) -> str:
    """Return a text: as its charset says, else as what its bytes tell; a sign that fails is marked."""
    codec = codec_named(charset)
    for name in filter(None, (codec, codec and UTF8)):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode(codec, "replace") if codec else encodings.decoded(content).text


def codec_named(charset: str) -> str:
    """Return the codec that a charset means, by any of its names, or nothing."""
    name = charset.strip().strip("\"'").strip().lower().replace(" ", "-")
    for text in (MEANT.get(name, name), *_of_windows(name)):
        try:
            codec = codecs.lookup(text)
        except (LookupError, ValueError, UnicodeError):
            continue
        if getattr(codec, "_is_text_encoding", False) and codec.name not in NO_TEXT:
            return MEANT.get(codec.name, codec.name)
    return ""


def _of_windows(name: str) -> tuple[str, ...]:
    """Return the name of a code page of Windows that is written otherwise: win-1251, windows1251, cp-1251."""
    match = _OF_WINDOWS.fullmatch(name)
    return (f"cp{match[1]}",) if match else ()
