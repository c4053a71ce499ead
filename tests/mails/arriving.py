"""Let mails arrive, and ask what became of them."""

from datetime import datetime
from typing import Any

from leadwright.inbox.models import RawArrival
from leadwright.leads.models import Lead
from leadwright.mails.models import Mail
from leadwright.mails.taking import take
from leadwright.messages.models import Message
from tests.inbox.writing import raw
from tests.makers import NOON
from tests.messages.writing import queue


def arrive(
    content: bytes | None = None, *, at: datetime = NOON, organisation: str = "", **headers: Any
) -> RawArrival:
    """Let a mail arrive and be filed; returns the arrival."""
    arrival = take(content or raw(**headers), envelope={}, organisation=organisation, at=at)
    arrival.refresh_from_db()
    return arrival


def mailed(content: bytes | None = None, **more: Any) -> Mail:
    """Let a mail arrive, and return the mail that became of it."""
    return Mail.objects.get(arrival=arrive(content, **more))


def sent(lead: Lead, to: str, *, at: datetime = NOON) -> Message:
    """Return a message about a lead that went to an address."""
    message = queue(to=to, subject_kind="lead", subject_id=lead.pk, at=at)
    assert message is not None
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=at)
    message.refresh_from_db()
    return message
