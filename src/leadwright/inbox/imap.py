"""Fetch mails from a mailbox by IMAP: each is stored for good before the server is told that it was taken."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from imaplib import IMAP4
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from leadwright.inbox.models import Entrance, RawArrival
from leadwright.inbox.receiving import Parcel, home_of, keep, largest
from leadwright.people.models import Organisation

log = logging.getLogger(__name__)
TIMEOUT_SECONDS = 30
BATCH = 200
BEGINNING = 64 * 1024
PORTS = {"ssl": 993, "starttls": 143, "none": 143}
FAULTS = (ImapToolsError, IMAP4.error, OSError)
_SIZE = re.compile(rb"RFC822\.SIZE ([0-9]{1,12})")


class Unreachable(Exception):
    """A mailbox cannot be looked into now; the message says why, without the password."""


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """Where a mailbox is and how to sign in; never shown with its password."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    folder: str = "INBOX"
    move: str = ""
    organisation: str = ""

    def __repr__(self) -> str:
        return f"Mailbox({self.host}:{self.port}/{self.folder})"


def read_mailbox(url: str) -> Mailbox:
    """Read `imaps://user:password@host:port/folder?move=Done&organisation=Name`; raises ValueError."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    tls = asked.get("tls", "ssl" if parts.scheme == "imaps" else "starttls")
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username or tls not in PORTS:
        raise ValueError("a mailbox is written imaps://user:password@host/folder")
    return Mailbox(
        host=parts.hostname,
        port=parts.port or PORTS[tls],
        tls=tls,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        move=asked.get("move", ""),
        organisation=asked.get("organisation", ""),
    )


def fetch(mailbox: Mailbox, *, at: datetime, stored: Callable[[RawArrival], object] = id) -> int:
    """Store what is new in a mailbox, then mark it as read or move it; returns how many mails were looked at.

    Whoever is stopped between the two finds the same mails again, and stores none twice. `stored` is called after
    each one is committed, before the server is told.
    """
    home = home_of(mailbox.organisation)
    try:
        with _opened(mailbox) as box:
            place = f"{mailbox.user}@{mailbox.host}/{mailbox.folder};{_validity(box)}"
            listed = box.uids("ALL" if mailbox.move else "UNSEEN")
            numbers = _without_large(listed, place)[:BATCH]
            for number in numbers:
                try:
                    parcel = _parcel(box, number, home, place)
                except IMAP4.abort:
                    raise
                except IMAP4.error as fault:
                    # One that the server does not hand out keeps none of the others waiting.
                    log.warning("%s: %s", mailbox, _without_password(fault, mailbox))
                    continue
                stored(keep(parcel, at=at))
                _done(box, number, mailbox, is_large=parcel.full_size is not None)
            return len(numbers)
    except FAULTS as fault:
        raise Unreachable(f"{mailbox}: {_without_password(fault, mailbox)}") from None


def _without_large(numbers: list[str], place: str) -> list[str]:
    """Leave out what stays in the folder because it is too large, and was noted before."""
    places = [f"{place};{number}" for number in numbers]
    noted = RawArrival.objects.filter(place__in=places, is_complete=False).values_list("place", flat=True)
    known = set(noted)
    return [number for number, full in zip(numbers, places, strict=True) if full not in known]


def _parcel(box: BaseMailBox, number: str, home: Organisation, place: str) -> Parcel:
    """Fetch one mail, or the beginning of one that is too large."""
    full_size = _size(box, number)
    is_large = full_size > largest()
    return Parcel(
        content=_beginning(box, number) if is_large else _content(box, number),
        entrance=Entrance.IMAP,
        organisation=home,
        place=f"{place};{number}",
        full_size=full_size if is_large else None,
    )


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    kinds: dict[str, Callable[..., BaseMailBox]] = {
        "ssl": MailBox,
        "starttls": MailBoxStartTls,
        "none": MailBoxUnencrypted,
    }
    box = kinds[mailbox.tls](mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS)
    try:
        with box.login(mailbox.user, mailbox.password, initial_folder=mailbox.folder) as opened:
            yield opened
    finally:
        with suppress(*FAULTS):
            box.client.shutdown()


def _validity(box: BaseMailBox) -> str:
    """Return the mark with which the server says that the numbers of this folder still mean the same mails."""
    _name, data = box.client.response("UIDVALIDITY")
    first = data[0] if data else None
    return first.decode("ascii", "replace") if isinstance(first, bytes) else "0"


def _asked(box: BaseMailBox, number: str, what: str) -> list[Any]:
    kind, data = box.client.uid("FETCH", number, f"({what})")
    if kind != "OK":
        raise IMAP4.error(f"the server does not hand out {what} of message {number}")
    return list(data)


def _size(box: BaseMailBox, number: str) -> int:
    """Return how large a mail is, as the server says."""
    rows = (row[0] if isinstance(row, tuple) else row for row in _asked(box, number, "RFC822.SIZE"))
    result = _SIZE.search(b" ".join(row for row in rows if isinstance(row, bytes)))
    if result is None:
        raise IMAP4.error(f"the server does not say how large message {number} is")
    return int(result[1])


def _content(box: BaseMailBox, number: str) -> bytes:
    """Return all bytes of a mail, without marking it as read."""
    return _literal(_asked(box, number, "BODY.PEEK[]"), number)


def _beginning(box: BaseMailBox, number: str) -> bytes:
    """Return the first bytes of a mail that is too large."""
    return _literal(_asked(box, number, f"BODY.PEEK[]<0.{BEGINNING}>"), number)


def _literal(rows: list[Any], number: str) -> bytes:
    for row in rows:
        if isinstance(row, tuple) and len(row) > 1 and isinstance(row[1], bytes):
            return row[1]
    raise IMAP4.error(f"the server hands out nothing of message {number}")


def _done(box: BaseMailBox, number: str, mailbox: Mailbox, *, is_large: bool) -> None:
    """Tell the server that a mail was taken; one that was too large stays where it is, marked as read."""
    if mailbox.move and not is_large:
        box.move(number, mailbox.move)
    else:
        box.flag(number, MailMessageFlags.SEEN, True)


def _without_password(fault: Exception, mailbox: Mailbox) -> str:
    text = f"{type(fault).__name__}: {fault}"[:300]
    return text.replace(mailbox.password, "…") if mailbox.password else text
