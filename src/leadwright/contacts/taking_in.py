"""Take in rows of people and companies, many at once; each says what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from leadwright.contacts.adopting import PLAIN, Contacts, adopt
from leadwright.contacts.drafts import ContactDraft, Settling
from leadwright.contacts.models import Contact
from leadwright.foundation.asked import asked_once
from leadwright.foundation.taking_in import Taken, Thing, Verdict
from leadwright.history.facts import Party
from leadwright.people.access import deny, require
from leadwright.people.models import Organisation, User

CONTACT = "contact"


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A line that names a company, a person, or a person with the company: the row is about the last one."""

    number: int
    contacts: tuple[ContactDraft, ...]


@transaction.atomic
@asked_once()
def take_in(
    rows: Sequence[ContactRow], *, organisation: Organisation, by: User | Party, at: datetime
) -> list[Taken]:
    """Enter the contacts of some rows that the company has not got; those it has stay as they are.

    Who is known by key, by a shared address or number or by a number for VAT is the same; a name alone joins nobody.
    """
    if isinstance(by, User):
        require(by, "contact.create")
        if by.organisation_id != organisation.pk:
            deny("contact.create", because="OTHER_COMPANY")
    drafts = {draft.key: draft for row in rows for draft in row.contacts}
    doer = by.party() if isinstance(by, User) else by
    contacts = adopt(drafts.values(), organisation=organisation, by=doer, at=at)
    known = _Known(contacts, drafts, at)
    claimed: set[str] = set()
    return [_taken(row, contacts, known, claimed) for row in rows]


def left_as_they_are(
    contacts: Contacts, drafts: Mapping[str, ContactDraft], *, at: datetime
) -> dict[str, tuple[str, ...]]:
    """Return which contacts were there before and stay so although their drafts say otherwise, with the fields."""
    known = _Known(contacts, drafts, at)
    pairs = ((key, tuple(known.differences(key))) for key in known.rows)
    return {key: names for key, names in pairs if names}


def _taken(row: ContactRow, contacts: Contacts, known: "_Known", claimed: set[str]) -> Taken:
    keys = [draft.key for draft in row.contacts]
    new = [key for key in keys if key in contacts.new and key not in claimed]
    claimed.update(new)
    differs = () if new and keys[-1] in new else tuple(known.differences(keys[-1]))
    verdict = Verdict.MADE if keys[-1] in new else Verdict.CHANGED if differs else Verdict.KNOWN
    return Taken(
        number=row.number,
        verdict=verdict,
        about=_thing(contacts.by_key[keys[-1]]),
        made=tuple(_thing(contacts.by_key[key]) for key in new),
        named=tuple(_thing(contacts.by_key[key]) for key in keys),
        differs=differs,
    )


def _thing(contact: Contact) -> Thing:
    return Thing(kind=CONTACT, id=contact.pk)


class _Known:
    """The contacts that were there before, with their channels and groups, fetched once."""

    def __init__(self, contacts: Contacts, drafts: Mapping[str, ContactDraft], at: datetime) -> None:
        self.rows = {key: row for key, row in contacts.by_key.items() if key not in contacts.new}
        self.drafts, self.by_key, self.settling = drafts, contacts.by_key, Settling(at)
        prefetch_related_objects(list(self.rows.values()), "emails", "phones", "groups")

    def differences(self, key: str) -> Iterable[str]:
        """Return the fields in which a row says something that the contact has otherwise, or not at all."""
        contact = self.rows.get(key)
        if contact is None:
            return
        settled = self.settling.settled(self.drafts[key])
        draft = settled.draft
        said: dict[str, Any] = {name: getattr(draft, name) for name in PLAIN if getattr(draft, name)}
        remarks = said.pop("remarks", "")
        yield from (name for name, value in said.items() if value != getattr(contact, name))
        if not set(remarks.splitlines()) <= set(contact.remarks.splitlines()):
            yield "remarks"
        if not {row.lower() for row in draft.addresses} <= {
            row.address.lower() for row in contact.emails.all()
        }:
            yield "emails"
        if not set(draft.numbers) <= {row.number for row in contact.phones.all()}:
            yield "phones"
        if not {row.pk for row in settled.groups} <= {row.pk for row in contact.groups.all()}:
            yield "groups"
        if draft.company and contact.company_id != self.by_key[draft.company].pk:
            yield "company"
