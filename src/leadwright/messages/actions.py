"""Write messages into the outbox, and turn the tap: all inside the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from leadwright.foundation.batches import write
from leadwright.foundation.copying import insert_new
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.messages.addresses import header_line, single_address
from leadwright.messages.facts import OutboundPaused, OutboundResumed
from leadwright.messages.models import Message, Outbound
from leadwright.messages.questions import poke_sender
from leadwright.messages.rendering import words
from leadwright.people.models import User

HOLD_SECRETS = frozenset(
    {
        "invitation",
        "password_reset",
        "confirm_email",
        "account_notice",
        "confirm_consent",
        "sought",
        "marketing",
    }
)
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def queue(
    *,
    key: str,
    kind: str,
    to: User | str,
    template: str,
    context: Mapping[str, Any],
    at: datetime,
    subject_kind: str = "",
    subject_id: int | None = None,
    reply_to: str = "",
    headers: Mapping[str, str] = {},
    language: str = "en",
    time_zone: str = "UTC",
    calendar: tuple[str, str] = ("", ""),
) -> Message | None:
    """Write one message to one recipient; None when a message with this key exists already.

    In an action the messages are stored at its end, and one whose key exists already is left out there. A user
    gets it in the own language and time zone, a bare address in those given. An address or a subject that
    could change the head of the mail is refused with FIELD_INVALID. `calendar` is a method and a file.
    """
    message = Message(
        key=key,
        kind=kind,
        holds_secret=template in HOLD_SECRETS or bool(context.get("answers")),
        message_id=new_message_id(),
        headers=AUTOMATIC | {name: header_line(value, field=name) for name, value in headers.items()},
        reply_to=single_address(reply_to, field="reply_to") if reply_to else "",
        next_try_at=at,
        subject_kind=subject_kind,
        subject_id=subject_id,
        created_at=at,
    )
    message.calendar_method, message.calendar = calendar
    _address(message, to)
    reader = (to.language, to.time_zone) if isinstance(to, User) else (language, time_zone)
    _write(message, template, context, *reader)
    return None if write(_store, message) and message.pk is None else message


def _address(message: Message, to: User | str) -> None:
    message.recipient_user = to if isinstance(to, User) else None
    message.address = single_address(to.email if isinstance(to, User) else to)


def _write(
    message: Message, template: str, context: Mapping[str, Any], language: str, time_zone: str
) -> None:
    name = message.recipient_user.name if message.recipient_user else ""
    said = words(template, {"name": name, **context}, language=language, time_zone=time_zone)
    message.language = language
    message.subject = header_line(said.subject, field="subject")
    message.text, message.html = said.text, said.html


def _store(messages: Sequence[Message]) -> None:
    """Insert messages; the unique key has the last word when two write the same at once."""
    insert_new(messages, unique="key")
    if any(message.pk for message in messages):
        poke_sender()


def new_message_id() -> str:
    """Return the Message-ID that a message keeps on every try."""
    return f"<{uuid4()}@{_host()}>"


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def thread_of(subject_kind: str, subject_id: int) -> dict[str, str]:
    """Return the headers by which a mail program shows all messages about one subject together (RFC 5322).

    They name a message that was never sent, the same for each of them, so that none has to wait for another.
    """
    root = f"<{subject_kind}-{subject_id}@{_host()}>"
    return {"In-Reply-To": root, "References": root}


def is_paused() -> bool:
    """Tell whether the tap is closed."""
    return Outbound.objects.filter(paused=True).exists()


@transaction.atomic
def pause(*, by: Party, at: datetime) -> None:
    """Close the tap: messages are still written, and wait."""
    if not is_paused():
        Outbound.objects.update_or_create(pk=1, defaults={"paused": True, "changed_at": at})
        record(OutboundPaused(by=by, at=at))


@transaction.atomic
def resume(*, by: Party, at: datetime) -> None:
    """Open the tap: what waited leaves."""
    if is_paused():
        Outbound.objects.update_or_create(pk=1, defaults={"paused": False, "changed_at": at})
        record(OutboundResumed(by=by, at=at))
        poke_sender()
