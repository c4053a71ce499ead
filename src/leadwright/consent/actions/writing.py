"""Write into the ledger: the one way an event comes into being."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.consent.deriving import REFUSALS, Act
from leadwright.consent.event_input import NewEvent, read_event
from leadwright.consent.facts import OF_ACT
from leadwright.consent.family import head_of
from leadwright.consent.links import confirm_until, write_letter
from leadwright.consent.models import Confirmation, Event, EventText, Origin, Wording
from leadwright.consent.suppressing import suppress
from leadwright.contacts.actions import locked
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.models import User


@transaction.atomic
def enter(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Event:
    """Write what a user knows of a contact's consent; with `confirm` the person is asked by mail.

    Only the organisation that owns the contact keeps its consents.
    """
    contact = locked(pk, by=by)
    check(contact, Verb.RECORD_CONSENT, by=by)
    new = read_event(data, at=at)
    if new.confirm:
        new = _asked(new, contact)
    origin = Origin.IMPORT if new.act is Act.IMPORTED else Origin.USER
    return write(contact, new, by=by.party(), at=at, origin=origin)


@transaction.atomic
def write(contact: Contact, new: NewEvent, *, by: Party, at: datetime, origin: Origin) -> Event:
    """Add one event about a contact that is locked already, and record it."""
    event = Event.objects.create(
        contact=contact,
        channel=new.channel,
        sender=new.sender,
        purpose=new.purpose,
        act=new.act,
        at=new.at,
        recorded_at=at,
        origin=origin,
        wording=new.wording,
        awaits_until=confirm_until(at) if new.confirm else None,
        evidence_at=new.evidence_at,
        actor_kind=by.kind,
        actor_id=by.id,
    )
    if new.source or new.evidence:
        event.text = EventText.objects.create(event=event, source=new.source, evidence=new.evidence)
    if new.confirm or new.act in REFUSALS:
        close_questions(event, at=at)
    if new.suppress:
        suppress(contact, {event.cell: event.at})
    letter = write_letter(event, contact=contact, at=at) if new.confirm else None
    fact = OF_ACT[new.act](
        contact=contact,
        event=event,
        source=new.source,
        evidence=new.evidence,
        letter=letter,
        by=by,
        at=at,
    )
    record(fact)
    return event


def close_questions(event: Event, *, at: datetime) -> None:
    """Let the links run out that ask about the same cell: a refusal or a newer question stands."""
    channel, sender, purpose = event.cell
    same = Event.objects.about(head_of(event.contact).pk).filter(
        channel=channel, sender=sender, purpose=purpose
    )
    waiting = Confirmation.objects.filter(event__in=same, used_at=None, expires_at__gt=at)
    waiting.update(expires_at=at)


def _asked(new: NewEvent, contact: Contact) -> NewEvent:
    """Name the wording that the mail will show: the one given, else the newest in the contact's language."""
    if not contact.email:
        refuse("FIELD_INVALID", field="confirm", reason=_("the contact has no e-mail address to ask"))
    wording = new.wording or newest_wording(new.purpose.pk, language_of(contact))
    if wording is None:
        refuse("FIELD_INVALID", field="wording", reason=_("this purpose has no wording yet; add one first"))
    return replace(new, wording=wording)


def language_of(contact: Contact) -> str:
    """Return the language to write to a contact in: its own if the product speaks it, else the product's."""
    own = contact.language.split("-")[0].lower()
    return own if own in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def newest_wording(purpose_id: int, language: str) -> Wording | None:
    """Return the newest wording of a purpose in a language, else in another one."""
    rows = list(Wording.objects.filter(purpose=purpose_id).order_by("-version", "language"))
    return next((row for row in rows if row.language == language), rows[0] if rows else None)
