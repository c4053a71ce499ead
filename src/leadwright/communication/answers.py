"""What this room answers to others: whether a mail may still leave, and where personal data lies."""

from collections.abc import Callable, Collection
from datetime import datetime

from leadwright.communication.actions.communicating import KIND, communicate_with
from leadwright.communication.erasing import places as places_of_person
from leadwright.communication.facts import LeadCommunicationDropped, LeadCommunicationIncomplete
from leadwright.communication.models import Communication, Enclosure, Medium
from leadwright.communication.offering import sent_for_type
from leadwright.communication.permitting import is_permitted
from leadwright.communication.section import Messages
from leadwright.communication.words import WORDS
from leadwright.files.naming import proven_type
from leadwright.files.store import bytes_of
from leadwright.foundation.questions import Words
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import SYSTEM
from leadwright.history.questions import NameRows
from leadwright.history.record import record
from leadwright.messages.models import Message
from leadwright.messages.questions import Attachment

__all__ = [
    "attachments_of",
    "awaited_among",
    "has_passed",
    "needed_channels",
    "note_dropped",
    "places_of_person",
    "rows_with_names",
    "section_of_file",
    "verbs_of_leads",
    "words_of_fields",
]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {"medium": NameRows(model=Medium, key="code", name="labels")}


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS


def needed_channels(type_code: str, organisation_id: int, *, at: datetime) -> frozenset[str]:
    """Return what a new lead of a type needs: an e-mail address where something is sent by itself."""
    is_mailed = bool(sent_for_type(type_code, organisation_id, at=at))
    return frozenset(("contact_email",) if is_mailed else ())


def section_of_file() -> Messages:
    """Return what this room keeps in the configuration file."""
    return Messages()


def verbs_of_leads() -> dict[str, Callable[..., Communication]]:
    """Return what this room does to several leads at once."""
    return {"communicate": communicate_with}


def has_passed(message: Message) -> bool:
    """Tell whether the contact was blocked or erased since the mail was written, or said no to it, or a file is gone.

    It is asked while the message is claimed: all that is known before its lease runs out counts.
    """
    if message.kind != KIND:
        return False
    rows = Communication.objects.select_related("contact", "medium", "sender", "purpose")
    row = rows.filter(message_key=message.key).first()
    if row is None or not is_permitted(row, at=message.leased_until or message.next_try_at):
        return True
    return _has_lost_a_file(row)


def note_dropped(message: Message, *, at: datetime) -> None:
    """Write down, with the message, that a communication never left."""
    if message.kind != KIND:
        return
    rows = Communication.objects.select_for_update(of=("self",)).select_related("lead", "medium")
    row = rows.filter(message_key=message.key, dropped_at=None).first()
    if row is not None:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        kind = LeadCommunicationIncomplete if _has_lost_a_file(row) else LeadCommunicationDropped
        record(kind(lead=row.lead, communication=row, by=SYSTEM, at=at))


def attachments_of(message: Message) -> list[Attachment]:
    """Return the files that a mail carries; without one of them it does not leave."""
    if message.kind != KIND:
        return []
    rows = Enclosure.objects.filter(communication__message_key=message.key).select_related("file")
    return [_attachment(row) for row in rows]


def _attachment(row: Enclosure) -> Attachment:
    if row.file is None:
        refuse("NOT_FOUND", because="BODY_MISSING")
    return Attachment(row.name, proven_type(row.file.media_type), bytes_of(row.file.key))


def awaited_among(files: Collection[int]) -> set[int]:
    """Return which of some files a mail that has not left yet is to carry, by their keys."""
    waiting = Message.objects.waiting().values("key")
    rows = Enclosure.objects.filter(file__in=files, communication__message_key__in=waiting)
    return {key for key in rows.values_list("file", flat=True) if key is not None}


def _has_lost_a_file(row: Communication) -> bool:
    return row.enclosures.filter(file=None).exists()
