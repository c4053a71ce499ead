"""Mails that came back: the address counts as refused until a later mail to it is taken."""

from datetime import datetime

from django.db import transaction

from leadwright.foundation.text import storable
from leadwright.messages.models import Message


@transaction.atomic
def note_refusal(message: Message, *, words: str, at: datetime) -> None:
    """Note that a message which was taken at first came back for good; `words` are those of the other server."""
    sent = Message.objects.filter(pk=message.pk, state=Message.State.SENT)
    said = storable(" ".join(words.split())) or "it came back"
    sent.update(is_refused=True, last_error=said[:500], next_try_at=at)
