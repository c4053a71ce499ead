"""Contacts as vCards: handed out, and brought in one by one, each with its fault or its place."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.contacts import vcard
from leadwright.contacts.actions.entering import enter
from leadwright.contacts.card_values import REST, country_of, readable
from leadwright.contacts.drafting import draft_of
from leadwright.contacts.duplicates import SURE, Match, likely, shares_channel
from leadwright.contacts.facts import ContactExported
from leadwright.contacts.fields import home_country
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.telling import hidden_from
from leadwright.contacts.titles import title_in_words, title_named
from leadwright.contacts.vcard_lines import without_pictures
from leadwright.contacts.vcard_properties import MOST_PROPERTIES, NotACard
from leadwright.contacts.vcard_writing import write
from leadwright.foundation.file_kinds import name_of_kind
from leadwright.foundation.refusals import Refused, refuse
from leadwright.foundation.text import name_key, storable
from leadwright.history.record import record_each
from leadwright.people.access import require
from leadwright.people.models import User

SHARED = frozenset(("same_email", "same_phone"))


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """What became of one card: its contact, or the contact that it is already, or why it was refused."""

    name: str
    line: int
    contact: Contact | None = None
    known: Match | None = None
    reason: str = ""


@transaction.atomic
def hand_out(contacts: Sequence[Contact], *, by: User, at: datetime) -> str:
    """Return contacts within reach as one text of vCards; each handing out is recorded."""
    require(by, "contact.export")
    record_each(
        ContactExported(contact=contact, by=by.party(), at=at, format="vcard") for contact in contacts
    )
    return write(card_data(contact, by) for contact in contacts)


def card_data(contact: Contact, by: User) -> dict[str, Any]:
    """Return what a user knows of a contact, as a card says it."""
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
    """Return the cards of a file as fields of contacts, or refuse the file.

    Beside the fields each says on which `line` it begins, what there is no field for (`rest`), and whether letters
    were read in a code page that nothing tells (`is_assumed`).
    """
    if kind := name_of_kind(content):
        refuse("FIELD_INVALID", field="file", reason=_("it is {kind}, not vCards").format(kind=kind))
    try:
        cards = vcard.read(without_pictures(content, most=vcard.LARGEST), language=get_language() or "")
    except NotACard as fault:
        if str(fault) == "too large":
            size = _("{number} MiB without its pictures").format(number=vcard.LARGEST // 2**20)
            refuse("TOO_LARGE", field="file", limit=size)
        if str(fault) == "too many":
            many = _("it holds more than {number} cards").format(number=vcard.MOST)
            refuse("FIELD_INVALID", field="file", reason=many)
        if str(fault) == "too long":
            text = _("it holds more than {number} lines besides pictures; take it apart")
            refuse("FIELD_INVALID", field="file", reason=text.format(number=MOST_PROPERTIES))
        refuse("FIELD_INVALID", field="file", reason=_("it holds no vCard"))
    return [
        _fitting(card.fields)
        | {"line": card.line, "rest": _fitting_rest(card), "is_assumed": card.is_assumed}
        for card in cards
    ]


def name_on(card: Mapping[str, Any]) -> str:
    """Return what the contact of a card is called."""
    return card.get("name") or f"{card.get('given_name', '')} {card.get('family_name', '')}".strip()


def known_as(card: Mapping[str, Any], *, by: User) -> Match | None:
    """Return the contact within reach that a card is most likely about, with the reasons, or None."""
    return next(iter(likely(draft_of(card, by=by), by=by, limit=1)), None)


def bring_in(
    cards: Iterable[Mapping[str, Any]], *, by: User, at: datetime, unless_known: Container[int] = ()
) -> list[BroughtIn]:
    """Enter each card that can be entered; one with a fault is named, and does not stop the others.

    Those at the places `unless_known` are left out if they are a contact already, that of a card before them too.
    """
    require(by, "contact.create")
    return [_entered(card, by=by, at=at, is_spared=place in unless_known) for place, card in enumerate(cards)]


def _entered(card: Mapping[str, Any], *, by: User, at: datetime, is_spared: bool) -> BroughtIn:
    if is_spared and (known := _same(card, by)):
        return BroughtIn(name=name_on(card), line=card["line"], known=known)
    try:
        data = readable(_with_company(card, by), home=home_country("", by), at=at)
        contact = enter(data, by=by, at=at)
    except Refused as no:
        return BroughtIn(name=name_on(card), line=card["line"], reason=no.sentence)
    return BroughtIn(name=contact.name, line=card["line"], contact=contact)


def _same(card: Mapping[str, Any], by: User) -> Match | None:
    """Return the contact that a wanted card is left out for: it has an address or a number in common with it."""
    match = known_as(card, by=by) if shares_channel(draft_of(card, by=by), by=by) else None
    is_sure = match is not None and match.probability >= SURE
    return match if match and is_sure and any(row.code in SHARED for row in match.reasons) else None


def _fitting_rest(card: vcard.Card) -> list[tuple[str, str]]:
    return [(name, storable(text)) for name, text in card.rest]


def _fitting(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields that are fit to store: titles and countries by their codes, strange characters marked."""
    data = {name: _storable(value) for name, value in fields.items()}
    if title := data.pop("title", ""):
        code = title_named(title)
        data |= {"title": code} if code else {"remarks": _joined(data, f"{REST['title']}: {title}")}
    if country := data.pop("country_name", ""):
        named = country_of(country)
        data |= {"remarks": _joined(data, named.pop("remarks", "")), **named}
    return data


def _joined(data: Mapping[str, Any], remark: str) -> str:
    return "\n".join(filter(None, (data.get("remarks", ""), remark)))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return (
        [{name: _storable(item) for name, item in row.items()} for row in value]
        if isinstance(value, list)
        else value
    )


def _with_company(card: Mapping[str, Any], by: User) -> dict[str, Any]:
    """Return the card with the company that it names, or with a remark when we do not know that company."""
    name, rest = card.get("company"), {key: value for key, value in card.items() if key != "company"}
    if not name:
        return rest
    rows = Contact.objects.within_reach(by, "contact.view").filter(kind=Kind.COMPANY)
    result = list(rows.filter(sort_name=name_key(name)).values_list("pk", flat=True)[:2])
    if len(result) == 1:
        return rest | {"company": result[0]}
    return rest | {"rest": [("employer", name), *card.get("rest", ())]}
