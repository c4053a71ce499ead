"""Read the head of a mail: each line as far as it can be read, none of them believed."""

import re
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from leadwright.foundation.charsets import decoded
from leadwright.foundation.text import storable
from leadwright.values.context import Unreadable
from leadwright.values.emails import read_email

FAULTS = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, MessageError)
LONGEST_LINE = 4_000
MOST_ADDRESSES = 100
MOST_REFERENCES = 50
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_ID = re.compile(r"<[^<>\s]{3,300}>")
# What in a running text is worth reading as an address.
_LIKE_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,190}")


def lines_of(message: Message, name: str) -> list[str]:
    """Return the raw lines with a name in small letters, each cut to a length that is quick to look at."""
    return [str(value)[:LONGEST_LINE] for known, value in message.raw_items() if known.lower() == name]


def raw_line(message: Message, name: str) -> str:
    """Return the first line with a name as it stands there."""
    return next(iter(lines_of(message, name)), "")


def line(message: Message, name: str, *, longest: int = 250) -> str:
    """Return the first line with a name in plain words, on one line."""
    return in_words(raw_line(message, name))[:longest]


def in_words(raw: str) -> str:
    """Return a line with its encoded words decoded, without line breaks and what cannot be stored."""
    try:
        text = "".join(_part(part, charset) for part, charset in decode_header(raw))
    except FAULTS:
        text = raw
    return storable(" ".join(_readable(text).split()))


def _part(part: bytes | str, charset: str | None) -> str:
    return part if isinstance(part, str) else decoded(part, charset or "")


def _readable(text: str) -> str:
    """Return a text of which some bytes were no ASCII, read as what they most likely are."""
    if text.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in text):
        return text
    return decoded(text.encode("utf-8", "surrogateescape"), "")


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Return the names and addresses of all lines with a name; what is no address is left out."""
    return [
        (in_words(called)[:200], plain)
        for called, text in _pairs(message, name)
        if (plain := address_in(text))
    ]


def _pairs(message: Message, name: str) -> list[tuple[str, str]]:
    try:
        pairs = getaddresses(lines_of(message, name))[:MOST_ADDRESSES]
    except FAULTS:
        return []
    return [(called, _readable(text)) for called, text in pairs]


def address_in(text: str) -> str:
    """Return an address as it is kept, in small letters, or nothing if no mail can go to what the text says."""
    try:
        return read_email(text).value.lower()
    except Unreadable:
        return ""


def addresses_in(text: str) -> list[str]:
    """Return the addresses that stand anywhere in a text, each once."""
    rows = dict.fromkeys(address_in(row.rstrip(".")) for row in dict.fromkeys(_LIKE_ADDRESS.findall(text)))
    return [row for row in rows if row][:MOST_ADDRESSES]


def author(message: Message) -> tuple[str, str]:
    """Return name and address of who wrote it; a mail that names nobody, or several, has no known author.

    An address that no mail can go to stays with the name.
    """
    if len(lines_of(message, "from")) != 1:
        return "", ""
    authors = addresses(message, "from")
    pairs = [] if authors else _pairs(message, "from")
    if len(pairs) == 1 and "@" in pairs[0][1]:
        called, text = pairs[0]
        return in_words(f"{called} <{text}>" if called else text)[:200], ""
    return authors[0] if len(authors) == 1 else ("", "")


def ids_in(text: str) -> list[str]:
    """Return the message ids in a text, each once."""
    return list(dict.fromkeys(row for row in _ID.findall(text) if storable(row) == row))


def references(message: Message) -> tuple[str, ...]:
    """Return the ids of the mails that this one goes back to, the nearest first."""
    nearest = ids_in(" ".join(lines_of(message, "in-reply-to")))
    earlier = ids_in(" ".join(lines_of(message, "references")))
    return tuple(dict.fromkeys([*nearest, *reversed(earlier)]))[:MOST_REFERENCES]


def sent_at(message: Message, *, arrived_at: datetime) -> datetime | None:
    """Return when it was sent, as the mail says it; a moment that cannot be is none."""
    try:
        moment = parsedate_to_datetime(raw_line(message, "date").strip())
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except FAULTS:
        return None
    return moment if EARLIEST <= moment <= arrived_at + timedelta(days=2) else None
