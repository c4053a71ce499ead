"""Take in contacts from elsewhere, many at once: one may come without any channel."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.contacts.facts import ContactAdopted
from leadwright.contacts.indexing import add
from leadwright.contacts.matching import Record
from leadwright.contacts.models import Contact, Email, Kind, Phone
from leadwright.contacts.recognising import recognise
from leadwright.fields.computing import compute
from leadwright.foundation.copying import BATCH, copy, reserve
from leadwright.foundation.text import sort_key
from leadwright.history.facts import Party
from leadwright.history.record import record_each
from leadwright.people.models import Organisation


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """A contact as another system has it; the key tells it from all others of the organisation."""

    key: str
    kind: Kind
    name: str
    email: str = ""
    phone: str = ""
    country: str = ""
    city: str = ""
    vat_number: str = ""
    language: str = ""
    company: str = ""
    own_fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Contacts:
    """The contacts behind the drafts, by their keys; how many are new, and how many were known under another key."""

    by_key: dict[str, Contact] = field(default_factory=dict)
    made: int = 0
    recognised: int = 0


@transaction.atomic
def adopt(drafts: Iterable[ContactDraft], *, organisation: Organisation, by: Party, at: datetime) -> Contacts:
    """Enter the contacts that the organisation has not got yet; those it has stay as they are.

    A draft that certainly is a contact of the organisation stands for that one, whatever key it comes with.
    """
    wanted = {draft.key: draft for draft in drafts}
    contacts = Contacts(by_key=_known(organisation, list(wanted)))
    strange = {key: _record(draft) for key, draft in wanted.items() if key not in contacts.by_key}
    recognised = recognise(strange, organisation=organisation)
    contacts.by_key |= recognised
    contacts.recognised = len(recognised)
    for kind in (Kind.COMPANY, Kind.PERSON):
        new = [row for row in wanted.values() if row.kind == kind and row.key not in contacts.by_key]
        rows = [_row(draft, contacts.by_key, organisation, at) for draft in new]
        for pk, row in zip(reserve(Contact, len(rows)), rows, strict=True):
            row.pk = pk
            compute(row)
        contacts.made += copy(Contact, rows)
        _copy_channels(rows)
        add(rows)
        contacts.by_key |= {row.external_key: row for row in rows}
        record_each(ContactAdopted(contact=row, by=by, at=at) for row in rows)
    return contacts


def _known(organisation: Organisation, keys: list[str]) -> dict[str, Contact]:
    data: dict[str, Contact] = {}
    rows = (
        Contact.objects.filter(organisation=organisation).exclude(external_key="").select_related("company")
    )
    for start in range(0, len(keys), BATCH):
        data |= {row.external_key: row for row in rows.filter(external_key__in=keys[start : start + BATCH])}
    return data


def _record(draft: ContactDraft) -> Record:
    return Record(
        kind=draft.kind.value,
        name=draft.name,
        city=draft.city,
        country=draft.country,
        vat_number=draft.vat_number,
        emails=(draft.email,) if draft.email else (),
        phones=(draft.phone,) if draft.phone else (),
    )


def _copy_channels(rows: list[Contact]) -> None:
    emails = [Email(contact=row, address=row.email, is_main=True) for row in rows if row.email]
    phones = [Phone(contact=row, number=row.phone, is_main=True) for row in rows if row.phone]
    for email, pk in zip(emails, reserve(Email, len(emails)), strict=True):
        email.pk = pk
    for phone, pk in zip(phones, reserve(Phone, len(phones)), strict=True):
        phone.pk = pk
    copy(Email, emails)
    copy(Phone, phones)


def _row(draft: ContactDraft, data: dict[str, Contact], organisation: Organisation, at: datetime) -> Contact:
    return Contact(
        organisation=organisation,
        external_key=draft.key,
        kind=draft.kind.value,
        name=draft.name,
        email=draft.email,
        phone=draft.phone,
        country=draft.country,
        city=draft.city,
        vat_number=draft.vat_number,
        language=draft.language,
        company=data.get(draft.company),
        own_fields=draft.own_fields,
        sort_name=sort_key(draft.name)[:220],
        search=sort_key(f"{draft.name} {draft.email} {draft.phone}"),
        created_at=at,
        updated_at=at,
    )
