"""The properties of a vCard file: what a line says, each value in its own encoding. Pure."""

import base64
import binascii
import quopri
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from leadwright.contacts.vcard_lines import LONGEST_HEAD, Line, lines
from leadwright.foundation.charsets import codec_named
from leadwright.foundation.encodings import OF_LANGUAGES, UTF8, WINDOWS, decoded

MOST_PARAMETERS, MOST_PROPERTIES = 100, 50_000
LONGEST_REST = 200
LABELS = {"work", "home", "cell", "mobile", "fax", "pager", "voice", "text", "other"}
# In version 2.1 a word stands alone: TEL;CELL;PREF:… or NOTE;QUOTED-PRINTABLE:…
_ENCODINGS = frozenset(("quoted-printable", "base64", "b", "8bit", "7bit"))
_CHARSETS = frozenset(("utf-8", "utf8"))
_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9-]+)")


class NotACard(ValueError):
    """The text holds no card that can be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Property:
    """One line of a card: its name and group, its parameters in lower case, and its value.

    A line that is no property has no name and is all value; of one that cannot be read the beginning is the value.
    `is_assumed` says that nothing tells the code page of the value.
    """

    name: str
    value: str
    line: int
    group: str = ""
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_unreadable: bool = False
    is_assumed: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """What kind of address or number it is: work, home, cell …"""
        return tuple(parameter for parameter in self.parameters.get("type", ()) if parameter in LABELS)

    @property
    def is_packed(self) -> bool:
        """Tell whether its bytes were written in letters (base64), as those of pictures and sounds are."""
        return bool({"base64", "b"} & set(self.parameters.get("encoding", ())))

    @property
    def is_preferred(self) -> bool:
        """Tell whether it is the main one."""
        return "pref" in self.parameters.get("type", ()) or self.parameters.get("pref", ("",))[0] == "1"


def properties(content: bytes, *, language: str = "") -> list[Property]:
    """Return what the lines of a file say; `language` tells the code page of what tells none."""
    rows = [(line, _head_of(line)) for line in islice(lines(content), MOST_PROPERTIES + 1)]
    if len(rows) > MOST_PROPERTIES:
        raise NotACard("too long")
    page = _page_of((head for _line, head in rows if head is not None), language)
    return [_property(line, head, page) for line, head in rows]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Head:
    """What stands before the colon, and where the value begins."""

    group: str
    name: str
    parameters: Mapping[str, tuple[str, ...]]
    end: int

    @property
    def charset(self) -> str:
        return (*self.parameters.get("charset", ()), "")[0]


def _page_of(heads: Iterable[_Head], language: str) -> str:
    """Return the code page that most properties name, else the one of a language."""
    named = Counter(codec for head in heads if (codec := codec_named(head.charset)) not in ("", UTF8))
    usual = OF_LANGUAGES.get(language.partition("-")[0], WINDOWS)
    page = named.most_common(1)[0][0] if named else usual
    return WINDOWS if page == "cp1252" else page


def _head_of(line: Line) -> _Head | None:
    place = _colon_in(line.raw)
    if place < 0:
        return None
    name, *rest = decoded(line.raw[:place]).text.split(";")
    match = _NAME.fullmatch(name.strip())
    if match is None or len(rest) > MOST_PARAMETERS:
        return None
    group, plain = match.groups()
    return _Head(group=(group or "").lower(), name=plain.upper(), parameters=_parameters(rest), end=place + 1)


def _colon_in(raw: bytes) -> int:
    """Return the place of the colon before the value, -1 without one; one in quotes is none."""
    is_quoted = False
    for place, code in enumerate(raw[: LONGEST_HEAD + 1]):
        if code == ord('"'):
            is_quoted = not is_quoted
        elif code == ord(":") and not is_quoted:
            return place
    # A quote that never closes hides no value.
    return raw.find(b":", 0, LONGEST_HEAD) if is_quoted else -1


def _parameters(parts: list[str]) -> dict[str, tuple[str, ...]]:
    data: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        key, equals, values = part.partition("=")
        words = [word.strip('" \t').lower() for word in (values if equals else key).split(",")]
        data[key.strip().lower() if equals else _alone(words[0])] += words
    return {key: tuple(values) for key, values in data.items()}


def _alone(word: str) -> str:
    if word in _ENCODINGS:
        return "encoding"
    return "charset" if word in _CHARSETS else "type"


def _property(line: Line, head: _Head | None, page: str) -> Property:
    if head is None:
        is_long = len(line.raw) > LONGEST_HEAD or line.raw.count(b";") > MOST_PARAMETERS
        is_unreadable = is_long and b":" in line.raw
        raw = line.raw[:LONGEST_REST] if is_unreadable else line.raw
        value, is_assumed = _text(raw, "", page)
        return Property(
            name="", value=value, line=line.number, is_unreadable=is_unreadable, is_assumed=is_assumed
        )
    value, is_assumed = _text(_plain(line.raw[head.end :], head.parameters), head.charset, page)
    return Property(
        name=head.name,
        group=head.group,
        parameters=head.parameters,
        value=value,
        line=line.number,
        is_assumed=is_assumed,
    )


def _text(raw: bytes, charset: str, page: str) -> tuple[str, bool]:
    """Return a value as its charset says, else as UTF-8, else in a code page, and whether that was assumed."""
    codec = codec_named(charset)
    if codec and codec != UTF8:
        return raw.decode(codec, "replace"), False
    try:
        return raw.decode(UTF8), False
    except UnicodeDecodeError:
        result = decoded(raw)
    return (result.text, False) if result.encoding == UTF8 else (decoded(raw, encoding=page).text, True)


def _plain(raw: bytes, parameters: Mapping[str, tuple[str, ...]]) -> bytes:
    encodings = parameters.get("encoding", ())
    if "quoted-printable" in encodings:
        return quopri.decodestring(raw)
    if "base64" in encodings or "b" in encodings:
        try:
            return base64.b64decode(b"".join(raw.split()), validate=True)
        except (binascii.Error, ValueError):
            return raw
    return raw
