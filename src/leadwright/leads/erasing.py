"""The personal data of leads: what a person wanted, and what others wrote about it."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from leadwright.foundation.personal import BLANK, SHORTEST, Person, Place, masked
from leadwright.history import personal as history
from leadwright.history.facts import Party
from leadwright.leads.models import Interest, Lead, Offer
from leadwright.leads.searching import index
from leadwright.messages import erasing as messages

TEXTS = ("description", "comment", "reason_text")


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    columns = {f"leads_lead.{name}" for name in (*TEXTS, "external_key", "contact_sort", "search")}
    return [
        Place(
            code="leads",
            columns=frozenset(columns | {"leads_offer.reason", "leads_interest.description"}),
            count=lambda person: own(person).count() + naming(person).count(),
            show=_show,
            erase=_erase,
        ),
        messages.place(subjects_of),
        history.place(subjects_of),
    ]


def subjects_of(person: Person) -> Mapping[str, set[int]]:
    """Return what history may tell of the person alone: the contacts, and the leads that are about them."""
    return {
        "contact": set(person.contacts),
        "lead": set(own(person).values_list("pk", flat=True)),
    }


def own(person: Person) -> Any:
    """Return the leads that are about the person, deleted ones too."""
    return Lead.objects.filter(contact__in=person.contacts)


def naming(person: Person) -> Any:
    """Return the leads of others whose texts name the person by an address or a number."""
    marks = [mark for mark in person.emails | person.phones | person.numbers if len(mark) >= SHORTEST]
    if not marks:
        return Lead.objects.none()
    told = (
        Q(**{f"{name}__icontains": mark})
        for mark in marks
        for name in (*TEXTS, "offers__reason", "interests__description")
    )
    return Lead.objects.filter(reduce(or_, told)).exclude(contact__in=person.contacts).distinct()


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = own(person).select_related("status", "source", "organisation").order_by("pk")
    rows = rows.prefetch_related("interests")
    return [
        {
            "number": row.pk,
            "status": row.status.code,
            "source": row.source.code if row.source else None,
            "handled_by": row.organisation.name if row.organisation else None,
            "started_at": row.started_at.isoformat(),
            **{name: getattr(row, name) for name in TEXTS},
            "interests": [one.description for one in row.interests.all()],
        }
        for row in rows
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Take the texts of the person's leads, and the person's addresses and numbers out of those of others."""
    del by
    numbers = list(own(person).select_for_update().order_by("pk").values_list("pk", flat=True))
    Offer.objects.filter(lead__in=numbers).update(reason="")
    Interest.objects.filter(lead__in=numbers).update(description="")
    blank = dict.fromkeys((*TEXTS, "external_key"), "") | {"contact_sort": BLANK}
    Lead.objects.filter(pk__in=numbers).update(**blank, updated_at=at, version=F("version") + 1)
    on_lines = Q(parties__person__in=person.contacts) | Q(parties__company__in=person.contacts)
    for lead in Lead.objects.filter(on_lines | Q(pk__in=numbers)).select_related("contact").distinct():
        index(lead)
    return len(numbers) + sum(_mask(lead, person, at=at) for lead in naming(person).order_by("pk"))


def _mask(lead: Lead, person: Person, *, at: datetime) -> int:
    marks = person.marks()
    told = {name: masked(getattr(lead, name), marks) for name in TEXTS}
    Lead.objects.filter(pk=lead.pk).update(**told, updated_at=at, version=F("version") + 1)
    for offer in lead.offers.exclude(reason=""):
        Offer.objects.filter(pk=offer.pk).update(reason=masked(offer.reason, marks))
    for interest in lead.interests.all():
        told_now = masked(interest.description, marks)
        Interest.objects.filter(pk=interest.pk).update(description=told_now)
    index(Lead.objects.select_related("contact__company").get(pk=lead.pk))
    return 1
