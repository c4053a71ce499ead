"""What a mail says, as plain data."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Unreadable(Exception):
    """These bytes are no mail that can be read; the message says why, in words that each reader gets translated."""


class Kind(StrEnum):
    """What a mail is: written by somebody, or sent by a program."""

    MAIL = "mail"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    CALENDAR_ANSWER = "calendar_answer"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that came along; its bytes stay in the original."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """That a mail could not be delivered: which ones it may be, to which addresses, and whether for good."""

    message_ids: tuple[str, ...]
    addresses: tuple[str, ...]
    is_permanent: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class CalendarAnswer:
    """What somebody answers to an invitation (RFC 5546, METHOD:REPLY)."""

    uid: str
    attendee: str
    answer: str
    sequence: int = 0
    recurrence: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail: who wrote to whom and when, what it answers, what it says and what came along.

    `sender` is empty unless the mail names exactly one. `text` is without what was quoted, which is `quoted`.
    """

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    text: str
    quoted: str
    html: str
    remote_images: int
    kind: Kind
    attachments: tuple[Attachment, ...] = ()
    bounce: Bounce | None = None
    calendar: CalendarAnswer | None = None
    headers: dict[str, str] = field(default_factory=dict)
