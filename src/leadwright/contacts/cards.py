"""Contacts as vCards: handed out, and brought in one by one, each with its fault or its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from babel import Locale
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.contacts import vcard
from leadwright.contacts.actions.entering import enter
from leadwright.contacts.facts import ContactExported
from leadwright.contacts.fields import territories
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.telling import hidden_from
from leadwright.contacts.titles import title_in_words
from leadwright.contacts.vcard_lines import NotACard
from leadwright.foundation.refusals import Refused, refuse
from leadwright.foundation.text import sort_key, storable
from leadwright.history.record import record_each
from leadwright.people.access import require
from leadwright.people.models import User

SPOKEN = ("en", "nl", "fr", "de")


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """What became of one card: its contact, or why it was left out."""

    name: str
    contact: Contact | None = None
    reason: str = ""


@transaction.atomic
def hand_out(contacts: Sequence[Contact], *, by: User, at: datetime) -> str:
    """Return contacts within reach as one text of vCards; each handing out is recorded."""
    require(by, "contact.export")
    record_each(ContactExported(contact=contact, by=by.party(), at=at) for contact in contacts)
    return vcard.write(_card_data(contact, by) for contact in contacts)


def _card_data(contact: Contact, by: User) -> dict[str, Any]:
    hidden = hidden_from(by, contact)
    card = {
        "uid": f"leadwright-contact-{contact.pk}",
        "kind": contact.kind,
        "name": contact.name,
        "given_name": contact.given_name,
        "family_name": contact.family_name,
        "title": title_in_words(contact.title),
        "company": contact.company.name if contact.company else "",
        "job_title": contact.job_title,
        "emails": [(email.address, email.label, email.is_main) for email in contact.emails.all()],
        "phones": [(phone.number, phone.label, phone.is_main) for phone in contact.phones.all()],
        "street": contact.street,
        "street_extra": contact.street_extra,
        "city": contact.city,
        "region": contact.region,
        "postcode": contact.postcode,
        "country": contact.country,
        "birth_date": contact.birth_date.isoformat() if contact.birth_date else "",
        "language": contact.language,
        "remarks": contact.remarks,
        "revised": contact.updated_at.strftime("%Y%m%dT%H%M%SZ"),
    }
    return {name: value for name, value in card.items() if name not in hidden}


def read_cards(content: bytes) -> list[dict[str, Any]]:
    """Return the cards of a file as fields of contacts, or refuse the file."""
    try:
        return [_fitting(card.fields) for card in vcard.read(content)]
    except NotACard as fault:
        reasons = {
            "too large": _("it is larger than {limit}").format(limit="2 MiB"),
            "too long": _("a line of it has too many parameters"),
            "too many": _("it holds more than {number} cards").format(number=vcard.MOST),
        }
        refuse("FIELD_INVALID", field="file", reason=reasons.get(str(fault), _("it holds no vCard")))


def bring_in(cards: Iterable[dict[str, Any]], *, by: User, at: datetime) -> list[BroughtIn]:
    """Enter each card that can be entered; one with a fault is told, and does not stop the others."""
    require(by, "contact.create")
    return [_entered(card, by=by, at=at) for card in cards]


def _entered(card: dict[str, Any], *, by: User, at: datetime) -> BroughtIn:
    name = card.get("name") or f"{card.get('given_name', '')} {card.get('family_name', '')}".strip()
    try:
        contact = enter(_with_company(card, by), by=by, at=at)
    except Refused as no:
        return BroughtIn(name=name, reason=no.sentence)
    return BroughtIn(name=contact.name, contact=contact)


def _fitting(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields that are fit to store: the name of a country as its code, strange characters marked."""
    data = {name: _storable(value) for name, value in fields.items()}
    if country := data.pop("country_name", ""):
        data["country"] = _codes().get(sort_key(country), country if len(country) == 2 else "")
    if data.get("job_title") and data["kind"] == Kind.COMPANY:
        data.pop("job_title")
    return data


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return (
        [{name: _storable(item) for name, item in row.items()} for row in value]
        if isinstance(value, list)
        else value
    )


def _with_company(card: dict[str, Any], by: User) -> dict[str, Any]:
    """Return the card with the company that it names, or with a remark when we do not know that company."""
    name = card.get("company")
    if not name:
        return card
    rows = Contact.objects.within_reach(by, "contact.view").filter(kind=Kind.COMPANY)
    result = list(rows.filter(sort_name=sort_key(name)[:220]).values_list("pk", flat=True)[:2])
    if len(result) == 1:
        return card | {"company": result[0]}
    remark = _("Company: {name}").format(name=name)
    remarks = "\n".join(part for part in (card.get("remarks", ""), remark) if part)
    return {key: value for key, value in card.items() if key != "company"} | {"remarks": remarks}


@cache
def _codes() -> dict[str, str]:
    data: dict[str, str] = {}
    for language in reversed(SPOKEN):
        names = {str(code): str(name) for code, name in Locale(language).territories.items()}
        data |= {sort_key(name): code for code, name in names.items() if code in territories()}
    return data
