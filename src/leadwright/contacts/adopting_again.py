"""Contacts that were brought in and come again with other values: in some fields they follow what is said now."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from leadwright.contacts.adopting import PLAIN
from leadwright.contacts.channels import search_text
from leadwright.contacts.drafts import Settled
from leadwright.contacts.facts import ContactAdoptedAgain
from leadwright.contacts.indexing import keep
from leadwright.contacts.models import Contact, ContactGroup, Email, Phone
from leadwright.fields import tracing
from leadwright.fields.computing import compute
from leadwright.fields.definitions import fields_of
from leadwright.fields.subjects import Subject
from leadwright.foundation.asked import asked_once
from leadwright.foundation.copying import copy, reserve, update_each
from leadwright.foundation.text import name_key
from leadwright.history.facts import Party
from leadwright.history.record import record_each

OWN, EMAILS, PHONES, GROUPS, COMPANY = "own_fields", "emails", "phones", "groups", "company"
LISTS = (EMAILS, PHONES, GROUPS)
# What is worked out from the rest.
DERIVED = ("email", "phone", "sort_name", "search", "version", "updated_at")
Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Again:
    """A held contact, what is said of it now, and the names of the fields that are to follow.

    An own field is named by `own_fields.` and its id.
    """

    contact: Contact
    said: Values
    names: frozenset[str]


def said_by(settled: Settled, company: Contact | None) -> dict[str, Any]:
    """Return what a draft says of a contact as plain data, by field; what it does not say is empty."""
    draft = settled.draft
    return {
        **{name: _plain(getattr(draft, name)) for name in PLAIN},
        EMAILS: [list(row) for row in draft.emails],
        PHONES: [list(row) for row in draft.phones],
        GROUPS: sorted(group.pk for group in settled.groups),
        COMPANY: company.pk if company else None,
        OWN: dict(draft.own_fields),
    }


def values_of(contact: Contact) -> dict[str, Any]:
    """Return what a contact is now, in the same form; its channels and groups are asked for unless they are there."""
    return {
        **{name: _plain(getattr(contact, name)) for name in PLAIN},
        EMAILS: [[row.address, row.label] for row in contact.emails.all()],
        PHONES: [[row.number, row.label] for row in contact.phones.all()],
        GROUPS: sorted(group.pk for group in contact.groups.all()),
        COMPANY: contact.company_id,
        OWN: dict(contact.own_fields),
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def held(pks: Collection[int], *, is_trial: bool) -> dict[int, Contact]:
    """Return contacts with their channels and groups by id, locked until the transaction ends unless it is a trial."""
    rows = Contact.objects.standing().filter(pk__in=pks)
    if not is_trial:
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return {row.pk: row for row in rows.with_channels()}


@transaction.atomic
@asked_once()
def adopt_again(rows: Sequence[Again], *, by: Party, at: datetime) -> None:
    """Let held contacts follow in some of their fields, each with one entry in history; nobody is told."""
    if not rows:
        return
    before = {row.contact.pk: values_of(row.contact) for row in rows}
    for row in rows:
        _follow(row, before[row.contact.pk], at)
    plain = {name.partition(".")[0] for row in rows for name in row.names} - set(LISTS)
    update_each([row.contact for row in rows], sorted(plain | {OWN} | set(DERIVED)))
    _store_lists(rows)
    keep(row.contact.pk for row in rows)
    codes = dict(ContactGroup.objects.values_list("pk", "code"))
    record_each(
        ContactAdoptedAgain(
            contact=row.contact, changes=_changes(row, before[row.contact.pk], codes), by=by, at=at
        )
        for row in rows
    )


def _follow(row: Again, before: Values, at: datetime) -> None:
    contact, said = row.contact, row.said
    for name in row.names & set(PLAIN):
        setattr(contact, name, said[name] or "")
    if "birth_date" in row.names:
        contact.birth_date = date.fromisoformat(said["birth_date"]) if said["birth_date"] else None
    if COMPANY in row.names:
        contact.company_id = said[COMPANY] or None
    own = {name.partition(".")[2] for name in row.names if name.startswith(f"{OWN}.")}
    values = {**contact.own_fields, **{key: said[OWN].get(key) for key in own}}
    contact.own_fields = {key: value for key, value in values.items() if value is not None}
    compute(contact)
    emails, phones = ([value for value, _label in _listed(row, before, name)] for name in (EMAILS, PHONES))
    contact.email, contact.phone = next(iter(emails), ""), next(iter(phones), "")
    contact.sort_name = name_key(contact.name)
    contact.search = search_text(contact, [*emails, *phones])
    contact.version, contact.updated_at = contact.version + 1, at


def _listed(row: Again, before: Values, name: str) -> list[Any]:
    rows: list[Any] = (row.said if name in row.names else before)[name]
    return rows


def _store_lists(rows: Sequence[Again]) -> None:
    """Put channels and groups in place of the former ones, where they follow."""
    changed = {name: [row for row in rows if name in row.names] for name in LISTS}
    emails = [
        Email(contact=row.contact, address=address, label=label, is_main=place == 0)
        for row in changed[EMAILS]
        for place, (address, label) in enumerate(row.said[EMAILS])
    ]
    phones = [
        Phone(contact=row.contact, number=number, label=label, is_main=place == 0)
        for row in changed[PHONES]
        for place, (number, label) in enumerate(row.said[PHONES])
    ]
    _replace(Email, emails, [row.contact.pk for row in changed[EMAILS]])
    _replace(Phone, phones, [row.contact.pk for row in changed[PHONES]])
    membership = Contact.groups.through
    groups = [
        membership(contact_id=row.contact.pk, contactgroup_id=group)
        for row in changed[GROUPS]
        for group in row.said[GROUPS]
    ]
    _replace(membership, groups, [row.contact.pk for row in changed[GROUPS]])


def _replace(model: Any, rows: Sequence[Any], contacts: Sequence[int]) -> None:
    if contacts:
        model.objects.filter(contact__in=contacts).delete()
    for row, pk in zip(rows, reserve(model, len(rows)) if rows else (), strict=True):
        row.pk = pk
    copy(model, rows)


def _changes(row: Again, before: Values, codes: Mapping[int, str]) -> dict[str, str]:
    """Return the old and the new value of each field that differs, as history keeps them."""
    plain = {name: value for name, value in row.said.items() if name in row.names}
    old, new = _words(before, codes), _words({**before, **plain}, codes)
    changes: dict[str, str] = {}
    for name in old:
        if old[name] != new[name]:
            changes |= {f"{name}_from": old[name], f"{name}_to": new[name]}
    fields = fields_of(row.contact.organisation_id, Subject.CONTACT)
    return changes | tracing.texts(fields, before[OWN], row.contact.own_fields)


def _words(values: Values, codes: Mapping[int, str]) -> dict[str, str]:
    data: dict[str, Any] = defaultdict(str, {name: values[name] or "" for name in PLAIN})
    data |= {name: ", ".join(value for value, _label in values[name]) for name in (EMAILS, PHONES)}
    data |= {
        GROUPS: ", ".join(codes[pk] for pk in values[GROUPS] if pk in codes),
        COMPANY: values[COMPANY] or "",
    }
    return {name: str(value) for name, value in data.items()}
