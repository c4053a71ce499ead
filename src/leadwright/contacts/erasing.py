"""The personal data of contacts: who somebody is, and how the person is taken out of the room."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from leadwright.contacts.indexing import forget, record_of
from leadwright.contacts.matching import Record
from leadwright.contacts.models import Contact, Email, Merger, NationalNumber, Phone
from leadwright.contacts.national import hint_of
from leadwright.contacts.recalling import former, shared
from leadwright.fields.erasing import (
    OWN_TEXT,
    answered_to,
    as_text,
    impersonal_keys,
    without_marks,
    without_personal,
)
from leadwright.fields.subjects import Subject
from leadwright.foundation.mentioning import holders, likely, mentions, speaking
from leadwright.foundation.personal import BLANK, Person, Place, masked
from leadwright.history.facts import Party

TEXTS = (
    "title",
    "given_name",
    "family_name",
    "email",
    "phone",
    "street",
    "street_extra",
    "postcode",
    "city",
    "region",
    "vat_number",
    "register_number",
    "job_title",
    "segment",
    "fleet_code",
    "remarks",
    "external_key",
    "search",
)
FREE = ("remarks", "job_title")
EXPORTED = (*TEXTS[:-1], "kind", "name", "country", "language", "vat_rate", "birth_date")


def person_of(contact_ids: Collection[int]) -> Person:
    """Return the person behind some contacts, with those that were merged into them."""
    pks = set(contact_ids)
    while result := set(Contact.objects.filter(merged_into__in=pks).values_list("pk", flat=True)) - pks:
        pks |= result
    rows = list(Contact.objects.filter(pk__in=pks).prefetch_related("emails", "phones"))
    before = former(pks)
    emails = {email.address for row in rows for email in row.emails.all()} | {row.email for row in rows}
    phones = {phone.number for row in rows for phone in row.phones.all()} | {row.phone for row in rows}
    known_by = frozenset(email.lower() for email in emails if email) | before.emails
    reached_at = frozenset(phone for phone in phones if phone) | before.phones
    of_others = shared(known_by, reached_at, beside=pks)
    numbers = {number for row in rows for number in (row.vat_number, row.register_number) if number}
    return Person(
        contacts=frozenset(pks),
        organisation=next((row.organisation_id for row in rows), None),
        emails=known_by - of_others,
        phones=reached_at - of_others,
        names=(frozenset(row.name for row in rows) | before.names) - {BLANK},
        numbers=before.numbers | numbers,
    )


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    return [
        Place(
            code="contacts",
            columns=frozenset(
                {f"contacts_contact.{name}" for name in (*TEXTS, "name", "sort_name")}
                | {"contacts_email.address", "contacts_email.label"}
                | {"contacts_phone.number", "contacts_phone.label"}
                | {"contacts_merger.before", "contacts_contactkeys.keys", "contacts_blockedkey.key"}
                | {"contacts_contact.own_fields", "contacts_contactfacet.value"}
                | {"contacts_contactfacet.sort_name"}
                | {"contacts_nameword.word"}
            ),
            count=lambda person: _rows(person).count() + _naming(person).count(),
            show=_show,
            erase=_erase,
            hold=lambda person: _lock(_naming(person) | _chosen(person)),
            mentions=lambda person: mentions(_likely(person), FREE, person, of="pk"),
        ),
        Place(
            code="numbers",
            columns=frozenset({"contacts_nationalnumber.secret", "contacts_nationalnumber.legal_basis"}),
            count=lambda person: _numbers(person).count(),
            show=_show_numbers,
            erase=lambda person, *, by, at: int(_numbers(person).delete()[0]),
        ),
    ]


def _numbers(person: Person) -> Any:
    return NationalNumber.objects.filter(contact__in=person.contacts)


def _show_numbers(person: Person) -> list[Mapping[str, Any]]:
    """Tell that a number is kept and why; the number itself is shown by its own act alone."""
    return [
        {
            "country": row.country,
            "legal_basis": row.legal_basis,
            "recorded_at": row.recorded_at.isoformat(),
            "number": hint_of(row),
        }
        for row in _numbers(person).order_by("pk")
    ]


def _rows(person: Person) -> Any:
    return Contact.objects.filter(pk__in=person.contacts)


def _others(person: Person) -> Any:
    """Return the other contacts of the same company."""
    rows = Contact.objects.alias(own_text=as_text()).filter(organisation=person.organisation)
    return rows.exclude(pk__in=person.contacts)


def _likely(person: Person) -> Any:
    return likely(_others(person), (*FREE, OWN_TEXT), person)


def _naming(person: Person) -> Any:
    """Return the others of which a free text holds an address or a number of the person."""
    return holders(_likely(person), (*FREE, OWN_TEXT), person)


def _chosen(person: Person) -> Any:
    """Return the others of which a text was chosen to be erased along."""
    return _others(person).filter(pk__in={pk for _name, pk in person.also_in("contacts_contact")})


def _lock(rows: Any) -> None:
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _mask(person: Person, *, at: datetime) -> int:
    """Take the person's addresses and numbers out of what is written about others; what was chosen goes whole."""
    rows = list((_naming(person) | _chosen(person)).order_by("pk"))
    chosen = {
        (name, pk)
        for name, number in person.also_in("contacts_contact")
        for pk in speaking(_others(person).filter(pk=number), [name], person).values_list("pk", flat=True)
    }
    for row in rows:
        kept = [name for name in FREE if (name, row.pk) not in chosen]
        texts: dict[str, Any] = dict.fromkeys(FREE, "") | {
            name: masked(getattr(row, name), person.keys()) for name in kept
        }
        texts["own_fields"] = without_marks(row.own_fields, person.keys())
        Contact.objects.filter(pk=row.pk).update(**texts, updated_at=at, version=F("version") + 1)
    return len(rows)


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = _rows(person).prefetch_related("emails", "phones", "groups").order_by("pk")
    return [
        {name: _plain(getattr(row, name)) for name in EXPORTED}
        | {
            "id": row.pk,
            "emails": [email.address for email in row.emails.all()],
            "phones": [phone.number for phone in row.phones.all()],
            "groups": [group.code for group in row.groups.all()],
            "blocked": row.is_blocked,
            "fields": answered_to(row.own_fields, Subject.CONTACT, row.organisation_id),
            "created_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value)


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Leave of a contact its kind, its country and its times; nothing that names or describes anybody."""
    del by
    Email.objects.filter(contact__in=person.contacts).delete()
    Phone.objects.filter(contact__in=person.contacts).delete()
    Merger.objects.filter(Q(survivor__in=person.contacts) | Q(merged__in=person.contacts)).update(before={})
    names = [Record(kind=kind, name=name) for name in person.names for kind in ("person", "company")]
    impersonal = impersonal_keys(Subject.CONTACT)
    for contact in _rows(person):
        names.append(record_of(contact))
        contact.groups.clear()
        kept = without_personal(contact.own_fields, impersonal)
        Contact.objects.filter(pk=contact.pk).update(own_fields=kept)
    erased = _rows(person).update(
        name=BLANK,
        sort_name=BLANK,
        birth_date=None,
        vat_rate=None,
        access_group=None,
        erased_at=at,
        updated_at=at,
        version=F("version") + 1,
        **dict.fromkeys(TEXTS, ""),
    )
    forget(person.contacts, names=names)
    return int(erased) + _mask(person, at=at)
