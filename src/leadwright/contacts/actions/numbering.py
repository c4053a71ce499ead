"""Record, reveal and remove a person's national register number; none of it leaves a digit in history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.contacts.actions.entering import locked
from leadwright.contacts.facts import NumberRecorded, NumberRemoved, NumberRevealed
from leadwright.contacts.fields import territories
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact, NationalNumber
from leadwright.contacts.national import NotANumber, birth_dates, clean_number, hidden, opened, tells_of
from leadwright.foundation.attempts import Attempt
from leadwright.foundation.locking import Unopened
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_text, trimmed
from leadwright.history.record import record
from leadwright.people.actions.passwords import confirm_password
from leadwright.people.actions.sign_in import note_reveal
from leadwright.people.models import User

LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A number that was recorded, and sentences about what should be looked at again."""

    row: NationalNumber
    cautions: tuple[str, ...]


@transaction.atomic
def set_number(
    pk: int, *, number: object, country: object, legal_basis: object, by: User, at: datetime
) -> Kept:
    """Keep the national number of a person, encrypted, with the legal basis on which it may be kept."""
    contact = _person(pk, by)
    faults: list[FieldError] = []
    land = _country(country, faults)
    basis = _text("legal_basis", legal_basis, faults)
    plain = _number(number, land, faults)
    if plain and tells_of(basis, plain):
        faults.append(field_error("legal_basis", "FIELD_INVALID", reason=_("leave the number itself out")))
    refuse_fields(faults)
    data = {"country": land, "legal_basis": basis, "secret": hidden(plain, contact)}
    row, _made = NationalNumber.objects.update_or_create(
        contact=contact, defaults=data | {"recorded_by": by, "recorded_at": at}
    )
    record(NumberRecorded(contact=contact, country=land, legal_basis=basis, by=by.party(), at=at))
    return Kept(row=row, cautions=tuple(_cautions(contact, plain, land)))


def _cautions(contact: Contact, plain: str, country: str) -> Iterator[str]:
    meant = birth_dates(plain, country=country)
    if contact.birth_date and meant and contact.birth_date not in meant:
        yield _("The birth date of the contact does not fit this number; compare both.")


def reveal_number(
    pk: int, *, reason: object, password: object, asked: Attempt, by: User, at: datetime
) -> str:
    """Return a national number in full, once, to somebody who types the own password again.

    Who asked and why is kept in history and in the security log; many in an hour are told to who manages privacy.
    """
    _refuse_who_may_not(pk, by)
    confirm_password(by, password, attempt=asked, at=at)
    return _revealed(pk, reason, asked, by, at)


def _refuse_who_may_not(pk: int, by: User) -> None:
    check(Contact.objects.within_reach(by, "contact.view").fetch(pk), Verb.KEEP_NUMBER, by=by)


@transaction.atomic
def _revealed(pk: int, reason: object, asked: Attempt, by: User, at: datetime) -> str:
    contact = _person(pk, by)
    row = _row(contact)
    faults: list[FieldError] = []
    why = _text("reason", reason, faults)
    refuse_fields(faults)
    try:
        number = opened(row)
    except Unopened:
        refuse("NUMBER_UNREADABLE")
    if tells_of(why, number):
        refuse("FIELD_INVALID", field="reason", reason=_("leave the number itself out"))
    note_reveal(user=by, kind=asked.face, path=asked.path, address=asked.address, at=at)
    record(NumberRevealed(contact=contact, reason=why, by=by.party(), at=at))
    return number


@transaction.atomic
def remove_number(pk: int, *, by: User, at: datetime) -> None:
    """Forget the national number of a person."""
    contact = _person(pk, by)
    _row(contact).delete()
    record(NumberRemoved(contact=contact, by=by.party(), at=at))


def _person(pk: int, by: User) -> Contact:
    """Lock a person of one's own company, where numbers are kept and the user may handle them."""
    contact = locked(pk, by=by)
    check(contact, Verb.KEEP_NUMBER, by=by)
    return contact


def _row(contact: Contact) -> NationalNumber:
    row = NationalNumber.objects.filter(contact=contact).first()
    if row is None:
        raise NotFound
    return row


def _country(value: object, faults: list[FieldError]) -> str:
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in territories():
        reason = _("write the two letters of a country, such as BE")
        faults.append(field_error("country", "FIELD_INVALID", reason=reason))
    return code


def _number(value: object, country: str, faults: list[FieldError]) -> str:
    if value in (None, ""):
        faults.append(field_error("number", "FIELD_REQUIRED"))
        return ""
    if not isinstance(value, str):
        faults.append(field_error("number", "FIELD_INVALID", reason=_("it must be a text")))
        return ""
    try:
        return clean_number(value[:200], country=country)
    except NotANumber as fault:
        faults.append(field_error("number", "FIELD_INVALID", reason=str(fault)))
        return ""


def _text(name: str, value: Any, faults: list[FieldError]) -> str:
    if not isinstance(value, str) or not trimmed(value):
        faults.append(field_error(name, "FIELD_REQUIRED"))
        return ""
    text = trimmed(value)
    fault = fault_in_text(text)
    if len(text) > LONGEST:
        fault = _("at most {number} characters").format(number=LONGEST)
    if fault:
        faults.append(field_error(name, "FIELD_INVALID", reason=fault))
    return text
