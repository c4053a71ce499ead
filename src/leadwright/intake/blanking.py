"""Take what is said out of lines of a kept file: pure; separators, line breaks and encoding stay as they were."""

import io
import re
from collections.abc import Callable, Iterator

from leadwright.intake.tables import MARKS, Unreadable, beginnings, decoded

_SAID = re.compile(r"[^,;\t|\"\r\n]")
_BYTES = {decoded(bytes([byte]))[0]: byte for byte in range(128, 256)}

Named = Callable[[str], bool]


def texts_in(content: bytes, *, named: Named, lines: frozenset[int]) -> dict[int, str]:
    """Return the records of a file that name somebody or begin on one of the lines, by where they begin (from 1)."""
    text, _encoding = decoded(content)
    if not lines and not named(text):
        return {}
    result = ((start, "".join(record)) for start, record in _records(text))
    return {start: said.rstrip("\r\n") for start, said in result if start in lines or named(said)}


def blanked(content: bytes, *, starts: frozenset[int]) -> bytes:
    """Return a file in which the records that begin on these lines say nothing any more."""
    text, encoding = decoded(content)
    records = ((start, "".join(record)) for start, record in _records(text))
    kept = (_SAID.sub("", said) if start in starts else said for start, said in records)
    return _encoded("".join(kept), encoding, content)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the physical lines of each record: a cell in quotes may hold line breaks."""
    physical = io.StringIO(text, newline="").readlines()
    try:
        starts = sorted({1, *beginnings(text)})
    except Unreadable:
        starts = list(range(1, len(physical) + 1))
    for start, end in zip(starts, [*starts[1:], len(physical) + 1], strict=True):
        yield start, physical[start - 1 : end - 1]


def _encoded(text: str, encoding: str, before: bytes) -> bytes:
    """Write a text as it was read, with the mark that it began with."""
    if encoding == "windows-1252":
        return b"".join(_byte(sign) for sign in text)
    mark = next((mark for mark, of in MARKS if of == encoding and before.startswith(mark)), b"")
    return mark + text.encode(encoding, "surrogatepass")


def _byte(sign: str) -> bytes:
    return bytes([_BYTES[sign] if sign in _BYTES else ord(sign)])
