"""Whom a mail goes to, if not to the contact of its lead alone: others of its contacts, and typed addresses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from leadwright.communication.models import Role
from leadwright.contacts.models import Contact
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError, field_error
from leadwright.leads.cleaning import tried
from leadwright.leads.models import Lead, Party
from leadwright.leads.parties import everybody, lines_of
from leadwright.leads.telling import knows_contact
from leadwright.messages.addresses import single_address
from leadwright.people.models import User

MOST_RECIPIENTS = 20


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody a mail goes to, and the field that named it; a typed address may be of nobody who is known."""

    role: Role
    address: str
    contact: Contact | None = None
    field: str | None = None


def contacts_of(lead: Lead, *, by: User, lines: Iterable[Party] | None = None) -> list[Contact]:
    """Return the contacts of a lead that somebody may know, the main one first; its lines may be at hand already."""
    main = [lead.contact] if lead.contact is not None else []
    rows = {row.pk: row for row in [*main, *everybody(lines_of(lead) if lines is None else lines)]}
    return [row for row in rows.values() if knows_contact(by, lead, row)]


def address_on(lead: Lead, contact: Contact) -> str:
    """Return where a contact of a lead is written to: its own address, or that which the lead has for it."""
    return lead.email if contact.pk == lead.contact_id else contact.email


def read_recipients(
    lead: Lead, data: Mapping[str, Any], *, by: User, is_sent: bool
) -> tuple[tuple[Recipient, ...], list[FieldError]]:
    """Return whom the lists `to` and `cc` name, in that order, and what is wrong with them."""
    reader = _Reader(lead, by)
    given = list(reader.items(data))
    if given and not is_sent:
        reader.wrong(given[0][0], _("only a mail that goes out has recipients of its own"))
    elif len(given) > MOST_RECIPIENTS:
        reader.wrong(given[0][0], _("a mail goes to at most {number}").format(number=MOST_RECIPIENTS))
    elif given:
        return reader.read(given), reader.faults
    return (), reader.faults


@dataclass
class _Reader:
    """Reads one recipient after the other and gathers their faults."""

    lead: Lead
    by: User
    faults: list[FieldError] = field(default_factory=list)

    @cached_property
    def known(self) -> Mapping[int, Contact]:
        """The contacts of the lead, asked for where somebody is named."""
        return {row.pk: row for row in contacts_of(self.lead, by=self.by)}

    def items(self, data: Mapping[str, Any]) -> Iterator[tuple[Role, str, Any]]:
        """Return what was named, each with its list and its place."""
        for role in Role:
            rows = data.get(role.value)
            if not isinstance(rows, list | None):
                self.wrong(role, _("it is a list of contacts of the lead and of addresses"))
                continue
            yield from ((role, f"{role.value}.{place}", row) for place, row in enumerate(rows or ()))

    def read(self, given: list[tuple[Role, str, Any]]) -> tuple[Recipient, ...]:
        """Return those who can be written to; nobody is named twice."""
        is_usual = all(role is not Role.TO for role, _place, _row in given)
        seen = {self.lead.email.lower()} if is_usual else set()
        rows = []
        for role, place, row in given:
            contact, address = self._who(place, row)
            if address and address.lower() in seen:
                self.wrong(place, _("it is named twice"))
            elif address:
                seen.add(address.lower())
                rows.append(Recipient(role=role, address=address, contact=contact, field=place))
        return tuple(rows)

    def _who(self, place: str, row: Any) -> tuple[Contact | None, str]:
        if isinstance(row, Mapping) and row.keys() == {"contact"}:
            return self._contact(place, row["contact"])
        text = row.get("address") if isinstance(row, Mapping) and row.keys() == {"address"} else row
        if not isinstance(text, str):
            self.wrong(place, _("choose a contact of this lead, or write one e-mail address"))
            return None, ""
        address = tried(self.faults, lambda: single_address(text.strip(), field=place)) or ""
        same = [row for row in self.known.values() if address_on(self.lead, row).lower() == address.lower()]
        return (same[0] if same and address else None), address

    def _contact(self, place: str, given: Any) -> tuple[Contact | None, str]:
        contact = self.known.get(number_in(given) or 0)
        if contact is None:
            self.wrong(place, _("choose a contact of this lead, or write one e-mail address"))
            return None, ""
        address = address_on(self.lead, contact)
        if not address:
            self.wrong(place, _("{name} has no e-mail address").format(name=contact.name))
            return contact, ""
        return contact, tried(self.faults, lambda: single_address(address, field=place)) or ""

    def wrong(self, name: str, reason: str) -> None:
        """Note what is wrong with a list or with one of it."""
        self.faults.append(field_error(str(name), "FIELD_INVALID", reason=reason))
