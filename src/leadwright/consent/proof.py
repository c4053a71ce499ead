"""What shows a contact's consents to somebody else: every event in full, tied to the sealed history."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from leadwright.consent.matrix import Cell, Matrix, matrix
from leadwright.consent.models import Event, Wording
from leadwright.contacts.models import Contact
from leadwright.history.hashing import plain
from leadwright.history.models import Entry, Seal


def proof(contact: Contact, *, at: datetime) -> dict[str, Any]:
    """Return the proof as plain JSON: events, wordings word for word, and the hashes of their history entries.

    The hash of an entry and of its seal can be compared with what `leadwright verify-history` checks.
    """
    found = matrix(contact, at=at)
    entries = _entries(found)
    seals = {seal.entry: seal for seal in Seal.objects.filter(entry__in=[one.pk for one in entries.values()])}
    events = [_event(one, entries.get(one.pk), seals) for one in found.events]
    told: dict[str, Any] = plain(
        {
            "made_at": at,
            "contact": {"id": contact.pk, "name": contact.name},
            "organisation": {"id": contact.organisation_id, "name": contact.organisation.name},
            "states": [_state(cell) for cell in found.cells if cell.standing.since is not None],
            "events": events,
            "wordings": _wordings(found.events),
        }
    )
    return told


def _entries(found: Matrix) -> dict[int, Entry]:
    """Return the history entry of each event, by the event's number."""
    contacts = {one.contact_id for one in found.events}
    rows = Entry.objects.filter(
        subject_kind="contact", subject_id__in=contacts, fact__startswith="consent."
    ).with_texts()
    return {row.details["event"]: row for row in rows if "event" in row.details}


def _event(event: Event, entry: Entry | None, seals: dict[int, Seal]) -> dict[str, Any]:
    seal = seals.get(entry.pk) if entry else None
    return {
        "id": event.pk,
        "contact": event.contact_id,
        "at": event.at,
        "recorded_at": event.recorded_at,
        "channel": event.channel,
        "sender": event.sender.code,
        "purpose": event.purpose.code,
        "act": event.act,
        "origin": event.origin,
        "source": event.source,
        "evidence": event.evidence,
        "evidence_at": event.evidence_at,
        "awaits_until": event.awaits_until,
        "wording": event.wording_id,
        "actor": {
            "kind": event.actor_kind,
            "id": event.actor_id,
            "name": entry.texts().get("actor_name", "") if entry else "",
        },
        "entry": {"id": entry.pk, "fact": entry.fact, "hash": entry.hash} if entry else None,
        "seal": {"position": seal.position, "hash": seal.hash} if seal else None,
    }


def _state(cell: Cell) -> dict[str, Any]:
    return {
        "channel": str(cell.channel.value),
        "sender": cell.sender.code,
        "purpose": cell.purpose.code,
        "state": cell.standing.state.value,
        "since": cell.standing.since,
        "suppressed": cell.standing.is_suppressed,
    }


def _wordings(events: Iterable[Event]) -> list[dict[str, Any]]:
    used: dict[int, Wording] = {one.wording.pk: one.wording for one in events if one.wording}
    return [
        {
            "id": one.pk,
            "version": one.version,
            "language": one.language,
            "text": one.text,
            "published_at": one.published_at,
        }
        for one in used.values()
    ]
