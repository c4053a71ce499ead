"""Turn bytes into text, whatever they say that they are."""

import codecs

# What is no way to write text, or takes long to read.
NO_TEXT = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs"}
)
USUAL = ("utf-8", "cp1252")


def decoded(content: bytes, charset: str) -> str:
    """Return a text: as its charset says, else as UTF-8, else as Western Windows; a sign that fails is marked."""
    codec = _codec(charset)
    for name in (*((codec,) if codec else ()), *USUAL):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode(codec or "cp1252", "replace")


def _codec(charset: str) -> str:
    try:
        codec = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return ""
    is_text = getattr(codec, "_is_text_encoding", False)
    return "" if not is_text or codec.name in NO_TEXT else codec.name
