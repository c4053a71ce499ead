"""Take a mail apart: its text, its HTML, what is attached; never deeper and never more than a limit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from django.utils.translation import gettext_noop

from leadwright.foundation.charsets import decoded
from leadwright.foundation.text import storable
from leadwright.inbox.letters.headers import FAULTS, in_words
from leadwright.inbox.letters.letter import Attachment, Unreadable

MANY_PARTS = gettext_noop("It has too many parts, or parts in parts too deep.")
DEEPEST = 30
MOST_PARTS = 500
LONGEST_TEXT = 200_000
LONGEST_HTML = 1_000_000
REPORT = "message/delivery-status"
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global")


@dataclass
class Parts:
    """What a mail consists of."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    reports: list[Message] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The plain text, several parts below each other."""
        return _tidy("\n\n".join(self.texts))[:LONGEST_TEXT]

    @property
    def html(self) -> str:
        """The HTML, several parts below each other."""
        return "\n".join(self.htmls)[:LONGEST_HTML]


def parts_of(message: Message) -> Parts:
    """Return the parts of a mail."""
    parts = Parts()
    for part in _leaves(message):
        _sort(part, parts)
    return parts


def _leaves(message: Message) -> Iterator[Message]:
    """Return the parts that hold no others, in their order; a mail inside the mail is one of them."""
    waiting, number = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        number += 1
        if depth > DEEPEST or number > MOST_PARTS:
            raise Unreadable(MANY_PARTS)
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting += [(row, depth + 1) for row in reversed(inner) if isinstance(row, Message)]
        else:
            yield part


def _sort(part: Message, parts: Parts) -> None:
    kind, name = part.get_content_type(), filename_of(part)
    if kind == REPORT:
        parts.reports.append(part)
    elif kind in RETURNED:
        parts.returned.append(_returned(part))
        parts.attachments.append(_attachment(part, kind, name))
    elif kind == "text/calendar":
        parts.calendars.append(_text(part))
        parts.attachments.append(_attachment(part, kind, name))
    elif name or _disposition(part) == "attachment" or kind not in ("text/plain", "text/html"):
        parts.attachments.append(_attachment(part, kind, name))
    elif kind == "text/html":
        parts.htmls.append(_text(part))
    else:
        parts.texts.append(_text(part))


def filename_of(part: Message) -> str:
    """Return what an attached file is called, as one line without a path; most parts are called nothing."""
    try:
        name = in_words(part.get_filename("") or "")
    except FAULTS:
        return "file"
    return name.replace("\\", "/").rpartition("/")[2].strip(". ")[:200]


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except FAULTS:
        return ""


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except FAULTS:
        return str(part.get_payload()).encode("utf-8", "replace")
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    try:
        charset = str(part.get_content_charset("") or "")
    except FAULTS:
        charset = ""
    return storable(decoded(_content(part)[: 4 * LONGEST_HTML], charset))


def _returned(part: Message) -> str:
    """Return the head of a mail that comes back, as text."""
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return "\n".join(f"{name}: {value}" for name, value in inner[0].items())[:LONGEST_TEXT]
    return _text(part)


def _attachment(part: Message, kind: str, name: str) -> Attachment:
    inner = part.get_payload()
    size = sum(len(str(row)) for row in inner[:1]) if isinstance(inner, list) else len(_content(part))
    return Attachment(name=name or kind.replace("/", "."), type=storable(kind)[:100], size=size)


def _tidy(text: str) -> str:
    lines = (row.rstrip() for row in text.replace("\u00a0", " ").split("\n"))
    return "\n".join(lines).strip("\n")
