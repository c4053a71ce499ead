"""Take a person's words out of the ledger: the events stay, and what was refused stays refused."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.consent.deriving import State
from leadwright.consent.facts import ConsentWordsErased
from leadwright.consent.family import head_of
from leadwright.consent.matrix import standings_of
from leadwright.consent.models import Confirmation, Event, EventText, WithdrawalLink
from leadwright.consent.suppressing import suppress
from leadwright.contacts.models import Contact
from leadwright.foundation.mentioning import holders, likely, mentions, speaking
from leadwright.foundation.personal import Person, Place
from leadwright.history.facts import Party
from leadwright.history.record import record

FREE = ("source", "evidence")


@transaction.atomic
def forget(contact_ids: Collection[int], *, by: Party, at: datetime) -> None:
    """Delete what is personal about these contacts, and put what they refused on the list of suppressions.

    To be called before their addresses and numbers are deleted: the list is made from them.
    """
    for contact in Contact.objects.select_for_update(no_key=True).filter(pk__in=contact_ids).order_by("pk"):
        head = head_of(contact)
        standings = standings_of(head, Event.objects.about(head.pk).until(at), at=at)
        refused = {place: item.since or at for place, item in standings.items() if item.state is State.NO}
        made = suppress(contact, refused)
        texts, _each = EventText.objects.filter(event__contact=contact).delete()
        WithdrawalLink.objects.filter(contact=contact).delete()
        waiting = Confirmation.objects.filter(event__contact=contact, used_at=None, expires_at__gt=at)
        waiting.update(expires_at=at)
        record(ConsentWordsErased(contact_id=contact.pk, texts=texts, suppressed=made, by=by, at=at))


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = frozenset({"consent_eventtext.evidence", "consent_eventtext.source"})
    return [
        Place(
            code="consents", columns=columns, count=_count, show=_show, erase=_erase,
            mentions=lambda person: mentions(_likely(person), FREE, person, of="event__contact"),
        )
    ]  # fmt: skip


def _count(person: Person) -> int:
    return Event.objects.filter(contact__in=person.contacts).count() + int(_naming(person).count())


def _others(person: Person) -> Any:
    """Return the words about consents of the same company's other contacts."""
    rows = EventText.objects.filter(event__contact__organisation=person.organisation)
    return rows.exclude(event__contact__in=person.contacts)


def _likely(person: Person) -> Any:
    return likely(_others(person), FREE, person)


def _naming(person: Person) -> Any:
    """Return those of others that hold an address or a number of the person."""
    return holders(_likely(person), FREE, person)


def _forget_naming(person: Person, *, by: Party, at: datetime) -> None:
    """Delete what others' events say about the person: the words of an event are never changed.

    Those with an address or a number go by themselves, those with a name when they were chosen.
    """
    rows = _naming(person)
    for name, contact in person.also_in("consent_eventtext"):
        rows |= speaking(_others(person).filter(event__contact=contact), [name], person)
    counts = Counter(rows.values_list("event__contact", flat=True))
    rows.delete()
    for contact, texts in sorted(counts.items()):
        record(ConsentWordsErased(contact_id=contact, texts=texts, suppressed=0, by=by, at=at))


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = Event.objects.filter(contact__in=person.contacts).order_by("at", "pk")
    return [
        {
            "at": row.at.isoformat(),
            "act": row.act,
            "channel": row.channel,
            "sender": row.sender.code,
            "purpose": row.purpose.code,
            "origin": row.origin,
            "source": row.source,
            "evidence": row.evidence,
        }
        for row in rows.select_related("sender", "purpose", "text")
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    number = _count(person)
    _forget_naming(person, by=by, at=at)
    forget(person.contacts, by=by, at=at)
    return number
