"""Take in contacts from elsewhere, many at once: one may come without any channel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from leadwright.contacts.channels import search_text
from leadwright.contacts.drafts import ContactDraft, Settled, Settling, without_source
from leadwright.contacts.facts import ContactAdopted
from leadwright.contacts.indexing import COMPARED, add
from leadwright.contacts.matching import Record
from leadwright.contacts.models import Contact, Email, Kind, Phone
from leadwright.contacts.recognising import recognise
from leadwright.fields.computing import compute
from leadwright.foundation.asked import asked_once
from leadwright.foundation.copying import BATCH, copy, reserve
from leadwright.foundation.new_rows import new_row
from leadwright.foundation.text import name_key
from leadwright.history.facts import Party
from leadwright.history.record import record_each
from leadwright.people.models import Organisation

# What a draft and a contact call the same.
PLAIN = (
    *("name", "title", "given_name", "family_name", "job_title", "birth_date"),
    *("street", "street_extra", "postcode", "city", "region", "country"),
    *("vat_number", "register_number", "language", "segment", "fleet_code", "remarks"),
)


@dataclass
class Contacts:
    """The contacts behind the drafts, by their keys; which are new, and which were known under another key."""

    by_key: dict[str, Contact] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    # What was kept of the drafts of new ones.
    settled: dict[str, Settled] = field(default_factory=dict)
    recognised: int = 0

    @property
    def made(self) -> int:
        """How many are new."""
        return len(self.new)


@transaction.atomic
@asked_once()
def adopt(drafts: Iterable[ContactDraft], *, organisation: Organisation, by: Party, at: datetime) -> Contacts:
    """Enter the contacts that the organisation has not got yet; those it has stay as they are.

    A draft that certainly is a contact of the organisation stands for that one, whatever key it comes with. What a
    contact has no place for stands in its remarks.
    """
    wanted = {draft.key: draft for draft in drafts}
    contacts = Contacts(by_key=_known(organisation, list(wanted)))
    strange = {key: _record(draft) for key, draft in wanted.items() if key not in contacts.by_key}
    recognised = recognise(strange, organisation=organisation)
    contacts.by_key |= recognised
    contacts.recognised = len(recognised)
    settling = Settling(at)
    for kind in (Kind.COMPANY, Kind.PERSON):
        new = [row for row in wanted.values() if row.kind == kind and row.key not in contacts.by_key]
        _enter([settling.settled(draft) for draft in new], contacts, organisation, by=by, at=at)
    return contacts


def _enter(
    new: list[Settled], contacts: Contacts, organisation: Organisation, *, by: Party, at: datetime
) -> None:
    rows = [_row(row.draft, contacts.by_key, organisation, at) for row in new]
    for pk, row in zip(reserve(Contact, len(rows)), rows, strict=True):
        row.pk = pk
        compute(row)
    copy(Contact, rows)
    _copy_channels(rows, {row.draft.key: row.draft for row in new})
    _copy_groups(zip(rows, new, strict=True))
    add(rows)
    contacts.by_key |= {row.external_key: row for row in rows}
    contacts.new |= {row.external_key for row in rows}
    contacts.settled |= {row.draft.key: row for row in new}
    record_each(ContactAdopted(contact=row, by=by, at=at) for row in rows)


def _known(organisation: Organisation, keys: list[str]) -> dict[str, Contact]:
    former = {key: without_source(key) for key in keys}
    asked = sorted({*keys, *former.values()})
    rows = (
        Contact.objects.filter(organisation=organisation).exclude(external_key="").select_related("company")
    )
    data: dict[str, Contact] = {}
    for start in range(0, len(asked), BATCH):
        data |= {row.external_key: row for row in rows.filter(external_key__in=asked[start : start + BATCH])}
    return {
        key: data.get(key) or data[older] for key, older in former.items() if key in data or older in data
    }


def _record(draft: ContactDraft) -> Record:
    return Record(
        kind=draft.kind.value,
        emails=draft.addresses,
        phones=draft.numbers,
        **{name: getattr(draft, name) for name in COMPARED if name != "kind"},
    )


def _copy_channels(rows: list[Contact], drafts: Mapping[str, ContactDraft]) -> None:
    emails = [
        new_row(Email, contact=row, address=address, label=label, is_main=address == row.email)
        for row in rows
        for address, label in drafts[row.external_key].emails
    ]
    phones = [
        new_row(Phone, contact=row, number=number, label=label, is_main=number == row.phone)
        for row in rows
        for number, label in drafts[row.external_key].phones
    ]
    for email, pk in zip(emails, reserve(Email, len(emails)), strict=True):
        email.pk = pk
    for phone, pk in zip(phones, reserve(Phone, len(phones)), strict=True):
        phone.pk = pk
    copy(Email, emails)
    copy(Phone, phones)


def _copy_groups(pairs: Iterable[tuple[Contact, Settled]]) -> None:
    membership = Contact.groups.through
    copy(
        membership,
        (
            membership(contact_id=row.pk, contactgroup_id=group.pk)
            for row, settled in pairs
            for group in settled.groups
        ),
    )


def _row(draft: ContactDraft, data: dict[str, Contact], organisation: Organisation, at: datetime) -> Contact:
    reached = (*draft.addresses, *draft.numbers)
    return new_row(
        Contact,
        organisation=organisation,
        external_key=draft.key,
        kind=draft.kind.value,
        email=next(iter(draft.addresses), ""),
        phone=next(iter(draft.numbers), ""),
        company=data.get(draft.company),
        own_fields=draft.own_fields,
        sort_name=name_key(draft.name),
        search=search_text(draft, reached),
        created_at=at,
        updated_at=at,
        **{name: getattr(draft, name) for name in PLAIN},
    )
