"""The personal data of communications: where somebody was reached, what was said, and what files were called."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from leadwright.communication.models import Communication, Enclosure
from leadwright.foundation.mentioning import holders, likely, mentions, speaking
from leadwright.foundation.personal import BLANK, Mention, Person, Place, masked
from leadwright.history.facts import Party
from leadwright.leads.erasing import joined, own
from leadwright.messages.erasing import ERASED
from leadwright.messages.models import Message, MessageState

SAID = ("address", "subject", "text")
TABLE = "communication_communication"
NAMES = "communication_enclosure.name"


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    return [
        Place(
            code="communications",
            columns=frozenset({*(f"{TABLE}.{name}" for name in SAID), NAMES}),
            count=lambda person: int(_about(person).count() + _naming(person).count()),
            show=_show,
            erase=_erase,
            mentions=_mentions,
        )
    ]


def _about(person: Person) -> Any:
    """Return what was said about the person's leads, and to the person on leads that are about somebody else now."""
    rows = Communication.objects.filter(lead__in=own(person).values("pk"))
    return rows | Communication.objects.filter(contact__in=person.contacts)


def _others(person: Person) -> Any:
    """Return what the same company said about leads of others."""
    rows = Communication.objects.filter(organisation=person.organisation)
    return rows.exclude(lead__in=own(person).values("pk")).exclude(contact__in=person.contacts)


def _likely(person: Person) -> Any:
    return likely(_others(person), SAID, person)


def _naming(person: Person) -> Any:
    """Return those about others that hold an address or a number of the person, or in which it takes part."""
    named = holders(_likely(person), SAID, person).values("pk")
    carrying = holders(_likely_carried(person), ["name"], person).values("communication")
    taking_part = _others(person).filter(lead__in=joined(person).values("pk")).values("pk")
    some = Q(pk__in=named) | Q(pk__in=carrying) | Q(pk__in=taking_part)
    return Communication.objects.filter(some)


def _likely_carried(person: Person) -> Any:
    """Return the files that mails about others carry and whose names may name the person."""
    return likely(Enclosure.objects.filter(communication__in=_others(person)), ["name"], person)


def _mentions(person: Person) -> list[Mention]:
    return mentions(_likely(person), ("subject", "text"), person, of="lead__contact", lead="lead")


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = _about(person).select_related("medium").prefetch_related("enclosures").order_by("pk")
    if person.organisation is not None:
        rows = rows.filter(organisation=person.organisation)
    return [
        {
            "lead": row.lead_id,
            "at": row.at.isoformat(),
            "medium": row.medium.code,
            "direction": row.direction,
            "marketing": row.is_marketing,
            **{name: getattr(row, name) for name in SAID},
            "files": [enclosure.name for enclosure in row.enclosures.all()],
        }
        for row in rows
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Keep medium, time and direction of each communication and take its texts; of others' the person's marks."""
    del by, at
    _mask_heads(person)
    for name, number in person.also_in(TABLE):
        speaking(_others(person).filter(lead=number), [name], person).update(**{name: ""})
    numbers = list(_about(person).values_list("pk", flat=True))
    Communication.objects.filter(pk__in=numbers).update(**dict.fromkeys(SAID, ""))
    Enclosure.objects.filter(communication__in=numbers).update(name="")
    marks, others = person.marks(), list(_naming(person).order_by("pk"))
    for row in others:
        texts = {name: masked(getattr(row, name), marks) for name in SAID}
        Communication.objects.filter(pk=row.pk).update(**texts)
    for enclosure in Enclosure.objects.filter(communication__in=others).order_by("pk"):
        Enclosure.objects.filter(pk=enclosure.pk).update(name=masked(enclosure.name, marks))
    return len(numbers) + len(others)


def _mask_heads(person: Person) -> None:
    """Take the person out of the mails to several: where its own copy went, and the lines in which all are named."""
    theirs = Q(contact__in=person.contacts) | Q(plain__in=person.emails)
    rows = Communication.objects.annotate(plain=Lower("address")).filter(theirs).exclude(message_key="")
    if person.organisation is not None:
        rows = rows.filter(organisation=person.organisation)
    heads = {row.copy_of_id or row.pk for row in rows}
    group = Communication.objects.filter(Q(pk__in=heads) | Q(copy_of__in=heads))
    messages = Message.objects.filter(key__in=group.values("message_key"))
    for message in messages.select_for_update(of=("self",)).order_by("pk"):
        was_to_them = message.address.lower() in person.emails
        message.headers = {name: masked(line, person.keys()) for name, line in message.headers.items()}
        message.address = BLANK if was_to_them else message.address
        if was_to_them and message.state == MessageState.WAITING:
            message.state, message.last_error = MessageState.FAILED, ERASED
        message.save(update_fields=["headers", "address", "state", "last_error"])
