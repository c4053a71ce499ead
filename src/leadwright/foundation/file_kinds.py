"""What a file is, by its first bytes and what it holds, whatever its name says. Pure."""

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OLD_OFFICE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
MOST_ENTRIES = 5_000
_CARD = re.compile(rb"\s*begin\s*:\s*vcard", re.IGNORECASE)
_MARKED = re.compile(rb"\s*<(?:!doctype|html|\?xml|table)", re.IGNORECASE)
_OBJECT = re.compile(rb'\s*\{\s*["}]')


class FileKind(StrEnum):
    """What a file that is brought in can be."""

    ROWS = "rows"
    WORKBOOK = "workbook"
    JSON_LINES = "json_lines"
    ARCHIVE = "archive"
    CARDS = "cards"
    OTHER = "other"


# What a file of another kind is called where it is refused.
OTHERS: tuple[tuple[bytes, str | Promise], ...] = (
    (b"%PDF", _("a PDF")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"\x1f\x8b", _("a compressed file (gzip)")),
    (b"7z\xbc\xaf", _("a compressed file (7z)")),
    (b"Rar!", _("a compressed file (RAR)")),
    (b"SQLite format 3", _("a database (SQLite)")),
    (b"BEGIN:VCALENDAR", _("a calendar (iCalendar)")),
)
NAMES: Mapping[FileKind, str | Promise] = {
    FileKind.WORKBOOK: _("a workbook"),
    FileKind.ARCHIVE: _("a compressed file (ZIP)"),
    FileKind.JSON_LINES: _("lines of JSON"),
}


def kind_of(content: bytes) -> FileKind:
    """Return what a file is."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe")
    if content.startswith(OLD_OFFICE):
        return FileKind.WORKBOOK
    if content.startswith(ZIP):
        return _packed(content)
    if name_of_other(content):
        return FileKind.OTHER
    if _is_card(content):
        return FileKind.CARDS
    return FileKind.JSON_LINES if _OBJECT.match(start) else FileKind.ROWS


def is_no_table(start: bytes) -> bool:
    """Tell by its first bytes whether a file is certainly no table; most that is none is seen only as a whole."""
    return _is_marked(start) or any(start.startswith(mark) for mark, _name in OTHERS) or _is_card(start)


def name_of_kind(content: bytes) -> str:
    """Return what a file is called that is neither text nor cards, or nothing."""
    return name_of_other(content) or str(NAMES.get(kind_of(content), ""))


def name_of_other(content: bytes) -> str:
    """Return what a file that cannot be brought in is called, or nothing."""
    if _is_marked(content):
        return str(_("a page (HTML or XML)"))
    if content.startswith(ZIP) and _packed(content) is FileKind.OTHER:
        return str(_("a document of a text program"))
    return next((str(name) for mark, name in OTHERS if content.startswith(mark)), "")


def _is_marked(content: bytes) -> bool:
    return bool(_MARKED.match(content[:1024].lstrip(b"\xef\xbb\xbf")))


def _is_card(content: bytes) -> bool:
    return bool(_CARD.match(content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")))


def _packed(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:MOST_ENTRIES]
            is_open_document = "mimetype" in names and b"spreadsheet" in _beginning(archive, "mimetype")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return FileKind.ARCHIVE
    if is_open_document or any(name.startswith("xl/") for name in names):
        return FileKind.WORKBOOK
    return (
        FileKind.OTHER
        if "mimetype" in names or any(name.startswith("word/") for name in names)
        else FileKind.ARCHIVE
    )


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(100)
