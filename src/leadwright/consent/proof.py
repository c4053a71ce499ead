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
    result = matrix(contact, at=at)
    entries = _entries(result)
    seals = {
        seal.entry: seal for seal in Seal.objects.filter(entry__in=[entry.pk for entry in entries.values()])
    }
    events = [_event(event, entries.get(event.pk), seals) for event in result.events]
    data: dict[str, Any] = plain(
        {
            "made_at": at,
            "contact": {"id": contact.pk, "name": contact.name},
            "organisation": {"id": contact.organisation_id, "name": contact.organisation.name},
            "states": [_state(cell) for cell in result.cells if cell.standing.since is not None],
            "events": events,
            "wordings": _wordings(result.events),
        }
    )
    return data


def _entries(result: Matrix) -> dict[int, Entry]:
    """Return the history entry of each event, by the event's number."""
    contacts = {event.contact_id for event in result.events}
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
        "channel": cell.channel.code,
        "sender": cell.sender.code,
        "purpose": cell.purpose.code,
        "state": cell.standing.state.value,
        "since": cell.standing.since,
        "suppressed": cell.standing.is_suppressed,
    }


def _wordings(events: Iterable[Event]) -> list[dict[str, Any]]:
    used: dict[int, Wording] = {event.wording.pk: event.wording for event in events if event.wording}
    return [
        {
            "id": row.pk,
            "version": row.version,
            "language": row.language,
            "text": row.text,
            "published_at": row.published_at,
        }
        for row in used.values()
    ]
