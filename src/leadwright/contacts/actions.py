"""Enter and change contacts, and lend them with a lead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.contacts.channels import NotAChannel, clean_email, clean_phone
from leadwright.contacts.facts import ContactEdited, ContactEntered
from leadwright.contacts.models import Contact, Kind, Loan
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line, sort_key
from leadwright.history.record import record
from leadwright.people.access import deny, require
from leadwright.people.models import User

FIELDS = ("kind", "name", "email", "phone", "country", "city", "vat_number", "language", "company")
LONGEST = {"name": 200, "city": 100, "vat_number": 30, "language": 10, "country": 2}
LOCAL = "BE"


@transaction.atomic
def enter(data: Mapping[str, Any], *, by: User, at: datetime, prefix: str = "") -> Contact:
    """Enter a contact for the user's organisation; `prefix` names the place of the fields in errors."""
    require(by, "contact.create")
    clean = _cleaned(data, by=by, prefix=prefix)
    contact = Contact(organisation_id=by.organisation_id, created_at=at, updated_at=at, **clean)
    _store(contact)
    record(ContactEntered(contact=contact, by=by.party(), at=at))
    return contact


@transaction.atomic
def edit(pk: int, *, by: User, at: datetime, version: int | None, **changes: Any) -> Contact:
    """Change a contact of one's own organisation; the version says what the change was made on."""
    if not Contact.objects.within_reach(by, "contact.view").filter(pk=pk).exists():
        raise NotFound
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=pk)
    require(by, "contact.edit")
    if contact.organisation_id != by.organisation_id:
        deny("contact.edit", because="OTHER_COMPANY")
    refuse_unless_current(contact.version, version)
    before = {name: getattr(contact, _column(name)) for name in FIELDS}
    clean = _cleaned({name: getattr(contact, name) for name in FIELDS} | changes, by=by, prefix="")
    for name, value in clean.items():
        setattr(contact, name, value)
    contact.version, contact.updated_at = contact.version + 1, at
    _store(contact)
    record(ContactEdited(contact=contact, by=by.party(), at=at, changes=_changes(before, contact)))
    return contact


def refuse_unless_current(stored: int, given: int | None) -> None:
    """Refuse a change that does not say, or no longer has, the version that it was made on."""
    if given is None:
        refuse("VERSION_REQUIRED")
    if given != stored:
        refuse("VERSION_STALE", current=stored)


def _column(name: str) -> str:
    return "company_id" if name == "company" else name


def _changes(before: dict[str, Any], contact: Contact) -> dict[str, str]:
    changes: dict[str, str] = {}
    for name, old in before.items():
        new = getattr(contact, _column(name))
        if old != new:
            changes |= {f"{name}_from": str(old or ""), f"{name}_to": str(new or "")}
    return changes


def _store(contact: Contact) -> None:
    contact.sort_name = sort_key(contact.name)[:220]
    contact.search = sort_key(f"{contact.name} {contact.email} {contact.phone}")
    contact.save()


def _cleaned(data: Mapping[str, Any], *, by: User, prefix: str) -> dict[str, Any]:
    faults: list[FieldError] = []
    clean: dict[str, Any] = {}
    for name in FIELDS:
        clean[name] = _clean_line(name, data.get(name), faults, prefix)
    clean["country"] = clean["country"].upper()
    clean["kind"] = clean["kind"] or Kind.PERSON.value
    if clean["kind"] not in Kind.values:
        faults.append(field_error(f"{prefix}kind", "FIELD_INVALID", reason=_("it is a person or a company")))
    if not clean["name"]:
        faults.append(field_error(f"{prefix}name", "FIELD_REQUIRED"))
    _clean_channels(clean, faults, prefix, by)
    clean["company"] = _company(data.get("company"), clean["kind"], faults, prefix, by)
    refuse_fields(faults)
    return clean


def _clean_line(name: str, value: Any, faults: list[FieldError], prefix: str) -> Any:
    if name == "company":
        return None
    text = "" if value is None else str(value).strip()
    fault = fault_in_line(text)
    if not fault and len(text) > LONGEST.get(name, 254):
        fault = _("at most {number} characters").format(number=LONGEST.get(name, 254))
    if name == "country" and text and not (len(text) == 2 and text.isalpha() and text.isascii()):
        fault = _("write a code of two letters, such as BE")
    if fault:
        faults.append(field_error(f"{prefix}{name}", "FIELD_INVALID", reason=fault))
        return ""
    return text


def _clean_channels(clean: dict[str, Any], faults: list[FieldError], prefix: str, by: User) -> None:
    country = clean["country"] or by.organisation.country or LOCAL
    if not clean["email"] and not clean["phone"] and not faults:
        faults.append(field_error(f"{prefix}email", "CONTACT_CHANNEL_REQUIRED"))
    try:
        clean["email"] = clean_email(clean["email"]) if clean["email"] else ""
    except NotAChannel as fault:
        faults.append(field_error(f"{prefix}email", "FIELD_INVALID", reason=str(fault)))
    try:
        clean["phone"] = clean_phone(clean["phone"], country=country) if clean["phone"] else ""
    except NotAChannel as fault:
        faults.append(field_error(f"{prefix}phone", "FIELD_INVALID", reason=str(fault)))


def _company(value: Any, kind: str, faults: list[FieldError], prefix: str, by: User) -> Contact | None:
    if value in (None, ""):
        return None
    pk = value.pk if isinstance(value, Contact) else value
    rows = Contact.objects.within_reach(by, "contact.view").filter(kind=Kind.COMPANY)
    found = rows.filter(pk=pk).first() if isinstance(pk, int) and not isinstance(pk, bool) else None
    if found is None or kind != Kind.PERSON:
        faults.append(field_error(f"{prefix}company", "FIELD_INVALID", reason=_("there is no such company")))
    return found


def lend(contact: Contact, *, organisation_id: int, lead: int) -> None:
    """Let another organisation see a contact, and the company it works for, while it handles a lead."""
    for pk in (contact.pk, contact.company_id):
        if pk is not None:
            Loan.objects.get_or_create(contact_id=pk, organisation_id=organisation_id, lead=lead)


def end_loans(*, lead: int, keep: int | None = None) -> None:
    """Take back what was lent for a lead, except to the organisation that keeps it."""
    Loan.objects.filter(lead=lead).exclude(organisation_id=keep or 0).delete()
