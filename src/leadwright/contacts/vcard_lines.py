"""The lines of a vCard file, put together from its bytes in time that grows with the file alone. Pure.

Bytes, not text: each property may be in another encoding than the file, and a fold may part the bytes of one letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leadwright.foundation.encodings import decoded

LONGEST_HEAD = 4096
# Properties that hold pictures, sounds and keys: passed over without being put together.
PICTURES = frozenset((b"PHOTO", b"LOGO", b"SOUND", b"KEY", b"X-MS-CARDPICTURE"))
MARK = b"\xef\xbb\xbf"
# More returns before a line feed than a broken program writes would make this slow.
_LINE_BREAK = re.compile(rb"\r{0,3}\n|\r")
_JOINT = re.compile(
    rb"(?<=END:VCARD)(?=(?:\xef\xbb\xbf)?BEGIN:VCARD)|(?=\xef\xbb\xbfBEGIN:VCARD)", re.IGNORECASE
)
_LONGEST_JOINT = 200
_PIECE = re.compile(
    rb"(?=\xef\xbb\xbfBEGIN:VCARD)|(?=\xff\xfeB\0E\0G\0I\0N\0)|(?=\xfe\xff\0B\0E\0G\0I\0N)", re.IGNORECASE
)
_BOUND = re.compile(rb"\s*(?:BEGIN|END)\s*:\s*VCARD\s*$", re.IGNORECASE)
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_OLD = re.compile(rb"\s*VERSION\s*:\s*2\.1\s*$", re.IGNORECASE)
_QUOTED = re.compile(rb'[^:]*;\s*(?:ENCODING\s*=\s*)?"?QUOTED-PRINTABLE"?\s*[;:]', re.IGNORECASE)
_BASE64 = re.compile(rb'[^:]*;\s*(?:ENCODING\s*=\s*"?(?:BASE64|B)|BASE64)"?\s*[;:]', re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}\s*")
# The address of a picture that a program broke in two; base64 is of such signs too.
_PIECE_OF_ADDRESS = re.compile(rb"[^\s:]+")
_NAME = re.compile(rb"\s*(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9-]+)\s*[;:]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line put together: where in the file it begins, and its bytes."""

    number: int
    raw: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One physical line; `mark` says that it begins with a byte-order mark."""

    number: int
    raw: bytes
    mark: bool = False


@dataclass
class _Row:
    """What the physical lines of one property have in common."""

    first: bytes
    is_old: bool
    before: bytes = b""
    is_blank: bool = field(init=False)
    is_picture: bool = field(init=False)
    is_quoted: bool = field(init=False)
    is_base64: bool = field(init=False)
    is_bound: bool = field(init=False)

    def __post_init__(self) -> None:
        name = _NAME.match(self.first, 0, LONGEST_HEAD)
        self.is_blank = not self.first.strip()
        self.is_picture = name is not None and name[1].upper() in PICTURES
        self.is_quoted = _QUOTED.match(self.first, 0, LONGEST_HEAD) is not None
        self.is_base64 = _BASE64.match(self.first, 0, LONGEST_HEAD) is not None
        self.is_bound = _BOUND.match(self.first) is not None
        self.before = self.first

    def takes(self, part: bytes) -> bool:
        """Tell whether a physical line goes on with this property."""
        is_more = not self.is_blank and bool(part) and self._is_more(part)
        self.before = part if is_more else self.before
        return is_more

    def _is_more(self, part: bytes) -> bool:
        if self.is_quoted and self.before.rstrip(b" \t").endswith(b"="):
            return not _BOUND.match(part)
        if self.is_bound:
            return False
        if part[:1] in (b" ", b"\t"):
            return True
        if self.is_picture and _PIECE_OF_ADDRESS.fullmatch(part):
            return True
        return self.is_base64 and _BASE64_LINE.fullmatch(part) is not None

    def together(self, parts: list[bytes]) -> bytes:
        """Return the bytes of the property without folds and soft breaks."""
        result = [parts[0]]
        for part in parts[1:]:
            if self.is_quoted and (bare := result[-1].rstrip(b" \t")).endswith(b"="):
                result[-1] = bare[:-1]
                result.append(part)
            elif part[:1] in (b" ", b"\t"):
                # The space of a fold belongs to the text in version 2.1.
                result.append(part[1:] if self.is_base64 or not self.is_old else b" " + part[1:])
            else:
                result.append(part)
        return b"".join(result)


_BLANK = _Row(b"", is_old=False)


def lines(content: bytes) -> Iterator[Line]:
    """Return the lines of a file, folds and soft breaks put together, without those of pictures."""
    current: _Row | None = None
    number, parts = 0, list[bytes]()
    for row, part in _rows(in_utf8(content)):
        if row is not current:
            if current is not None and parts:
                yield Line(number=number, raw=current.together(parts))
            current, number, parts = row, part.number, []
        if not row.is_blank and not row.is_picture:
            parts.append(part.raw)
    if current is not None and parts:
        yield Line(number=number, raw=current.together(parts))


def without_pictures(content: bytes, *, most: int) -> bytes:
    """Return a file that reads the same, line by line, without its pictures; cut once it is longer than `most`."""
    pieces = bytearray()
    last, row_before = 1, None
    for row, part in _rows(in_utf8(content)):
        pieces += b"\n" * (part.number - last)
        last = part.number
        if not row.is_picture:
            pieces += MARK + part.raw if part.mark else part.raw
        elif row is not row_before:
            pieces += b"PHOTO:"
        row_before = row
        if len(pieces) > most:
            break
    return bytes(pieces)


def _rows(content: bytes) -> Iterator[tuple[_Row, _Part]]:
    """Return each physical line with the property that it belongs to."""
    row: _Row | None = None
    is_old = False
    for part in _parts(content):
        if not part.raw and not part.mark:
            row = _BLANK
        elif row is None or part.mark or not row.takes(part.raw):
            is_old = _OLD.match(part.raw) is not None or (is_old and not _BEGIN.match(part.raw))
            row = _Row(part.raw, is_old)
        yield row, part


def _physical(content: bytes) -> Iterator[bytes]:
    """Return what stands between line breaks, one by one."""
    begin = 0
    for match in _LINE_BREAK.finditer(content):
        yield content[begin : match.start()]
        begin = match.end()
    yield content[begin:]


def _parts(content: bytes) -> Iterator[_Part]:
    """Return the physical lines; a card that begins within one, where files were joined, begins a part of its own."""
    for number, raw in enumerate(_physical(content), start=1):
        pieces = _JOINT.split(raw) if len(raw) <= _LONGEST_JOINT and b":" in raw else [raw]
        for piece in pieces:
            if piece or len(pieces) == 1:
                yield _Part(number=number, raw=piece.removeprefix(MARK), mark=piece.startswith(MARK))


def in_utf8(content: bytes) -> bytes:
    """Return the bytes of a file with what is in UTF-16 written as UTF-8; joined files may be in both."""
    return b"".join(map(_piece_in_utf8, filter(None, _PIECE.split(content))))


def _piece_in_utf8(piece: bytes) -> bytes:
    if not decoded(piece[:LONGEST_HEAD]).encoding.startswith("utf-16"):
        return piece
    return decoded(piece).text.encode("utf-8", "replace")
