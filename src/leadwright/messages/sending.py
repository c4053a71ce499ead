"""Send what waits: claim one message by a lease, hand it over, and mark it once it was taken.

A worker that dies in between leaves a lease that runs out; the message then goes again with the same
Message-ID. Nothing is ever sent that was not committed before, and nothing that was committed is forgotten.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction

from leadwright.messages.actions import is_paused
from leadwright.messages.channels import Channel, NotTaken, RefusedForGood, Unreachable
from leadwright.messages.channels.choosing import chosen_channel
from leadwright.messages.models import Message
from leadwright.messages.questions import has_passed, note_dropped
from leadwright.people.models import User

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
ROUND_SECONDS = 120
TRIES = 12
BACK_OFF = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 720, 1440, 1440, 1440)
)


def send_due(at: datetime, limit: int = 100, *, channel: Channel | None = None) -> int:
    """Send the messages whose turn it is; returns how many were taken.

    Any number of workers may send at once. A round ends well within the lease of its last message, and at
    once when the tap is closed, no channel is chosen, or the other side cannot be reached.
    """
    path = channel or chosen_channel()
    if path is None:
        return 0
    _give_up(at)
    began, sent = monotonic(), 0
    with path:
        for _ in range(limit):
            spent = monotonic() - began
            message = _claim(at + timedelta(seconds=spent)) if spent < ROUND_SECONDS else None
            if message is None:
                break
            try:
                sent += _hand_over(message, path, at=at + timedelta(seconds=spent))
            except Unreachable:
                break
    return sent


def _claim(at: datetime) -> Message | None:
    """Take one message under a lease, committed before anything is sent."""
    with transaction.atomic(durable=True):
        if is_paused():
            return None
        message = Message.objects.to_be_sent(at).select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.leased_until = at + LEASE
        message.attempts += 1
        message.save(update_fields=["leased_until", "attempts"])
        return message


def _hand_over(message: Message, channel: Channel, *, at: datetime) -> bool:
    """Give a message to the channel and write down what came of it."""
    if not _is_still_due(message):
        _drop(message, at=at)
        return False
    try:
        channel.deliver(message)
    except RefusedForGood as answer:
        _close(message, Message.State.FAILED, error=str(answer), is_refused=True, next_try_at=at)
        return False
    except Unreachable as answer:
        _try_later(message, error=str(answer), at=at)
        raise
    except NotTaken as answer:
        _try_later(message, error=str(answer), at=at)
        return False
    except Exception:
        log.exception("message %s cannot be handed over", message.message_id)
        _try_later(message, error="it cannot be handed over; the log says why", at=at)
        return False
    _mark_sent(message, channel, at=at)
    return True


def _is_still_due(message: Message) -> bool:
    """Look at a claimed message once more: what it tells may have passed, its reader may be gone or erased."""
    if not Message.objects.waiting().filter(pk=message.pk).exists():
        return False
    if User.objects.filter(messages=message.pk, is_active=False).exists():
        return False
    return not has_passed(message)


def _drop(message: Message, *, at: datetime) -> None:
    """Write down that a message is not due any more, with what the room that wrote it notes about that."""
    log.debug("message %s is not sent: the occasion has passed", message.message_id)
    with transaction.atomic(durable=True):
        if _end(message, Message.State.DROPPED, error="the occasion has passed"):
            note_dropped(message, at=at)


def _close(message: Message, state: str, *, error: str, **more: Any) -> None:
    """Write down that a message is not tried again."""
    log.warning("message %s is not sent: %s", message.message_id, error)
    with transaction.atomic(durable=True):
        _end(message, state, error=error, **more)


def _end(message: Message, state: str, *, error: str, **more: Any) -> int:
    """End a message, unless its lease went to another worker meanwhile."""
    held = Message.objects.waiting().filter(pk=message.pk, leased_until=message.leased_until)
    return held.update(state=state, leased_until=None, last_error=error[:500], **more)


def _mark_sent(message: Message, channel: Channel, *, at: datetime) -> None:
    """Write down that the message was taken; a link that only its reader may know is not kept after that."""
    words: dict[str, Any] = (
        {"text": "", "html": "", "headers": {}} if message.holds_secret and not channel.keeps_text else {}
    )
    with transaction.atomic(durable=True):
        Message.objects.filter(pk=message.pk).update(
            state=Message.State.SENT, sent_at=at, leased_until=None, last_error="", **words
        )


def _try_later(message: Message, *, error: str, at: datetime) -> None:
    """Give the message back for a later try, unless its lease went to another worker meanwhile."""
    log.warning("message %s was not taken: %s", message.message_id, error)
    wait = BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    state = Message.State.FAILED if message.attempts >= TRIES else Message.State.WAITING
    with transaction.atomic(durable=True):
        held = Message.objects.waiting().filter(pk=message.pk, leased_until=message.leased_until)
        held.update(state=state, next_try_at=at + wait, leased_until=None, last_error=error[:500])


def _give_up(at: datetime) -> None:
    """Close the messages at which workers died on every try."""
    worn = Message.objects.waiting().filter(attempts__gte=TRIES, leased_until__lt=at)
    worn.update(state=Message.State.FAILED, leased_until=None)
