"""Read a mail: whatever the bytes are, the answer is a letter, or a word on why it is none."""

import hashlib
import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message

from django.utils.translation import gettext_noop

from leadwright.foundation.text import storable
from leadwright.inbox.letters import headers
from leadwright.inbox.letters.bodies import LONGEST_TEXT, Parts, parts_of
from leadwright.inbox.letters.bounces import bounce_in
from leadwright.inbox.letters.calendars import answer_in
from leadwright.inbox.letters.kinds import kind_of
from leadwright.inbox.letters.letter import CalendarAnswer, Letter, Unreadable
from leadwright.inbox.letters.quoting import split
from leadwright.inbox.letters.safe_html import bare, remote_images, safe, text_of

EMPTY = gettext_noop("It is empty.")
NO_HEAD = gettext_noop("It does not begin with the head of a mail.")
LARGE_HEAD = gettext_noop("Its head is larger than any mail program writes.")
MANY_PARTS = gettext_noop("It holds too many parts that hold others.")
BROKEN = gettext_noop("It cannot be taken apart.")
LONGEST_HEAD = 256 * 1024
MOST_BOUNDARIES = 200
KEPT_HEADERS = ("from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "list-id")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n|\r\r")
_NESTS = re.compile(rb"boundary\s{0,9}=|message/(?:rfc822|global)", re.I)
_FIELD = re.compile(rb"[!-9;-~]{1,100}:")


def read(content: bytes, *, arrived_at: datetime) -> Letter:
    """Return what a mail says; bytes that are no mail raise Unreadable, and nothing else is raised."""
    _refuse_what_is_no_mail(content)
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        return _letter(message, parts_of(message), content, arrived_at=arrived_at)
    except (*headers.FAULTS, AssertionError) as fault:
        raise Unreadable(BROKEN) from fault


def _refuse_what_is_no_mail(content: bytes) -> None:
    """Look at the bytes before anything reads them that takes long, or deeper and deeper."""
    if not content.strip():
        raise Unreadable(EMPTY)
    if not _FIELD.match(content.lstrip()[:200]) and not content.startswith((b"From ", b">From ")):
        raise Unreadable(NO_HEAD)
    end = _HEAD_ENDS.search(content, 0, LONGEST_HEAD)
    if end is None and len(content) > LONGEST_HEAD:
        raise Unreadable(LARGE_HEAD)
    for number, _match in enumerate(_NESTS.finditer(content), 1):
        if number > MOST_BOUNDARIES:
            raise Unreadable(MANY_PARTS)


def _letter(message: Message, parts: Parts, content: bytes, *, arrived_at: datetime) -> Letter:
    name, sender = headers.author(message)
    html = safe(parts.html) if parts.html else ""
    text, quoted = split(parts.text or _words_of(html, parts.html))
    bounce, calendar = bounce_in(message, parts), _calendar(parts)
    recipients = [row[1] for field in ("to", "cc") for row in headers.addresses(message, field)]
    references = headers.references(message)
    answered = headers.ids_in(" ".join(headers.lines_of(message, "in-reply-to")))
    return Letter(
        message_id=_message_id(message, content),
        in_reply_to=(answered or references or ("",))[0],
        references=references,
        sender=sender,
        sender_name=name,
        recipients=tuple(dict.fromkeys(recipients))[: headers.MOST_ADDRESSES],
        subject=headers.line(message, "subject"),
        sent_at=headers.sent_at(message, arrived_at=arrived_at),
        text=text,
        quoted=quoted,
        html=html,
        remote_images=remote_images(parts.html),
        kind=kind_of(message, bounce, calendar),
        attachments=tuple(parts.attachments[:100]),
        bounce=bounce,
        calendar=calendar,
        headers={name: said for name in KEPT_HEADERS if (said := headers.line(message, name, longest=1000))},
    )


def _words_of(clean: str, html: str) -> str:
    """Return HTML as plain text; that of which nothing safe could be made is only rid of its tags."""
    return storable(text_of(clean) if clean else bare(html))[:LONGEST_TEXT]


def _calendar(parts: Parts) -> CalendarAnswer | None:
    return next((answer for text in parts.calendars if (answer := answer_in(text))), None)


def _message_id(message: Message, content: bytes) -> str:
    """Return the id of a mail; one that has none, or several, is known by its bytes."""
    lines = headers.lines_of(message, "message-id")
    ids = headers.ids_in(" ".join(lines))
    return (
        ids[0] if len(lines) == len(ids) == 1 else f"<{hashlib.sha256(content).hexdigest()}@unnamed.invalid>"
    )
