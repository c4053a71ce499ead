"""A line of a list of contacts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from leadwright.contacts.channels import phone_in_words
from leadwright.contacts.field_words import kind_in_words
from leadwright.contacts.listing import ContactLine, line_of
from leadwright.contacts.models import Contact
from leadwright.contacts.own import in_columns, own_fields_of
from leadwright.fields.columns import Cell
from leadwright.fields.definitions import Fields
from leadwright.foundation.formats import locale_of
from leadwright.foundation.money import country_name
from leadwright.leads.customers import customers_among
from leadwright.people.models import User
from leadwright.web.parts.acting import CALL, MAIL, acting_by, form_beside
from leadwright.web.parts.matching_contacts import lead_counts


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A contact as lists show one; beside a call and a mail the forms `call` and `write` open."""

    id: int
    name: str
    kind: str
    detail: str
    place: str
    email: str
    phone: str
    is_blocked: bool
    leads: int
    is_customer: bool = False
    dial: str = ""
    call: str = ""
    write: str = ""
    own: tuple[Cell, ...] = ()


def contact_rows(rows: list[Contact], user: User) -> list[ContactRow]:
    """Return contacts as lines of a list."""
    return contact_lines([line_of(row) for row in rows], user)


def contact_lines(rows: list[ContactLine], user: User, columns: Fields = ()) -> list[ContactRow]:
    """Return the lines of a list, with the numbers of leads; a company counts those of its people."""
    pks = [row.pk for row in rows]
    counted, customers = lead_counts(pks, by=user), customers_among(pks)
    locale = locale_of(get_language() or "en")
    acting = acting_by(user)
    own = in_columns(columns, [(own_fields_of(user, row), row.own_fields) for row in rows], by=user)
    return [
        _row(row, counted[row.pk], locale, cells, acting, is_customer=row.pk in customers)
        for row, cells in zip(rows, own, strict=True)
    ]


def _row(
    contact: ContactLine,
    leads: int,
    locale: str,
    own: tuple[Cell, ...],
    acting: Mapping[str, str],
    *,
    is_customer: bool,
) -> ContactRow:
    detail = [contact.job_title, contact.company or ""]
    place = [contact.city, country_name(contact.country, locale) if contact.country else ""]
    return ContactRow(
        id=contact.pk,
        name=contact.name,
        kind=kind_in_words(contact.kind),
        detail=" · ".join(part for part in detail if part),
        place=", ".join(part for part in place if part),
        email=contact.email,
        phone=phone_in_words(contact.phone),
        is_blocked=contact.is_blocked,
        leads=leads,
        is_customer=is_customer,
        dial=contact.phone,
        call=form_beside(acting, CALL, contact.pk),
        write=form_beside(acting, MAIL, contact.pk),
        own=own,
    )
