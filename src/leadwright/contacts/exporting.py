"""A list of contacts as a sheet: what its reader knows of each; every handing out stands in the contact's history."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.contacts import finding, listing
from leadwright.contacts.facts import ContactExported
from leadwright.contacts.field_words import kind_in_words
from leadwright.contacts.models import Contact
from leadwright.contacts.own import contacts_in, knowing, own_fields_for, own_fields_of
from leadwright.contacts.telling import hidden_from
from leadwright.contacts.titles import title_in_words
from leadwright.fields.definitions import Fields
from leadwright.fields.exporting import OwnCells, headings, in_columns
from leadwright.foundation import local
from leadwright.foundation.cells import Cell
from leadwright.foundation.moments import snapshot_of
from leadwright.foundation.parameters import refuse_parameter
from leadwright.foundation.sheets import CHUNK, Column, Heading, Sheet, Wanted, attribute
from leadwright.history.record import record_each
from leadwright.people.access import require
from leadwright.people.actions.security import EXPORTED, note_event
from leadwright.people.filtering import Chosen
from leadwright.people.models import User

# So many of those that a text means.
MOST_MEANT = 1_000
Numbers = Callable[[Collection[int]], Mapping[int, int]]


COLUMNS: tuple[Column[Contact], ...] = (
    attribute("id", gettext_lazy("Contact number")),
    attribute("kind", gettext_lazy("Kind"), label=lambda contact: kind_in_words(contact.kind)),
    attribute("title", gettext_lazy("Title"), label=lambda contact: title_in_words(contact.title)),
    attribute("name", gettext_lazy("Name")),
    attribute("given_name", gettext_lazy("Given name")),
    attribute("family_name", gettext_lazy("Family name")),
    attribute("job_title", gettext_lazy("Function")),
    Column(key="company", words=gettext_lazy("Company (number)"), value=lambda contact: contact.company_id),
    Column(
        key="company_name",
        words=gettext_lazy("Company"),
        value=lambda contact: contact.company.name if contact.company else None,
    ),
    attribute("email", gettext_lazy("E-mail")),
    attribute("phone", gettext_lazy("Phone")),
    Column(
        key="emails",
        words=gettext_lazy("All e-mail addresses"),
        value=lambda contact: "\n".join(row.address for row in contact.emails.all()),
    ),
    Column(
        key="phones",
        words=gettext_lazy("All telephone numbers"),
        value=lambda contact: "\n".join(row.number for row in contact.phones.all()),
    ),
    attribute("street", gettext_lazy("Street and number")),
    attribute("street_extra", gettext_lazy("Second line of the address")),
    attribute("postcode", gettext_lazy("Postcode")),
    attribute("city", gettext_lazy("City")),
    attribute("region", gettext_lazy("Region")),
    attribute("country", gettext_lazy("Country"), label=lambda contact: local.country(contact.country)),
    attribute("vat_number", gettext_lazy("VAT number")),
    attribute("vat_rate", gettext_lazy("VAT percentage")),
    attribute("register_number", gettext_lazy("Register number")),
    attribute("birth_date", gettext_lazy("Date of birth")),
    attribute("language", gettext_lazy("Language")),
    attribute("segment", gettext_lazy("Segment")),
    attribute("fleet_code", gettext_lazy("Fleet code")),
    Column(
        key="groups",
        words=gettext_lazy("Contact groups"),
        value=lambda contact: ",".join(row.code for row in contact.groups.all()),
        label=lambda contact: "\n".join(row.label for row in contact.groups.all()),
    ),
    Column(
        key="access_group",
        words=gettext_lazy("Access group (number)"),
        value=lambda contact: contact.access_group_id,
    ),
    attribute("remarks", gettext_lazy("Remarks")),
    Column(key="blocked", words=gettext_lazy("Blocked"), value=lambda contact: contact.is_blocked),
)


def export(
    chosen: Chosen,
    *,
    narrow: listing.Narrow,
    customers: Numbers,
    wanted: Wanted,
) -> Sheet:
    """Return all contacts of a list in its order, or those that a text means, the best first, a thousand at most.

    A text that means more is refused. `customers` says which numbers their accounts have.
    """
    user = chosen.reader.user
    require(user, "contact.view")
    require(user, "contact.export")
    fields, lists = _fields(chosen, narrow), walked(chosen, narrow)
    parts = (
        _rows(contacts, fields, customers(_keys(contacts)), by=user, in_words=wanted.in_words)
        for contacts in lists
        if _handed_out(contacts, by=user, wanted=wanted)
    )
    shipped = [column.heading for column in COLUMNS]
    account = Heading(key="account", words=_("Customer number"))
    return Sheet(
        name=_("contacts"),
        headings=[*shipped, account, *headings(fields)],
        parts=parts,
        wanted=wanted,
        zone=ZoneInfo(user.time_zone),
        noted=partial(note_event, EXPORTED, attempt=wanted.asked, user=user, at=wanted.at),
    )


def _fields(chosen: Chosen, narrow: listing.Narrow) -> Fields:
    user = chosen.reader.user
    rows = narrow(Contact.objects.within_reach(user, "contact.view"))
    return in_columns(own_fields_for(user), lambda field: knowing(rows, field, user))


def walked(chosen: Chosen, narrow: listing.Narrow) -> Iterable[list[Contact]]:
    """Return the contacts of a list in parts."""
    q, user = chosen.values.get("q"), chosen.reader.user
    if not q:
        return snapshot_of(listing.in_order(user, narrow=narrow, order=chosen.order), size=CHUNK)
    meant = finding.find_contacts(q, by=user, limit=MOST_MEANT + 1, narrow=narrow)
    if len(meant) > MOST_MEANT:
        reason = _("it means more than {number} contacts; write more of it, or export without it")
        refuse_parameter("q", reason.format(number=MOST_MEANT))
    return [meant[place : place + CHUNK] for place in range(0, len(meant), CHUNK)]


@transaction.atomic
def _handed_out(contacts: Sequence[Contact], *, by: User, wanted: Wanted) -> int:
    """Let the history of each contact say that it was handed out and how, before it is."""
    return record_each(
        ContactExported(contact=contact, by=by.party(), at=wanted.at, format=wanted.format.value)
        for contact in contacts
    )


def _keys(contacts: Sequence[Contact]) -> list[int]:
    return [contact.pk for contact in contacts]


def _rows(
    contacts: Sequence[Contact], fields: Fields, customers: Mapping[int, int], *, by: User, in_words: bool
) -> list[list[Cell]]:
    own = [contact.own_fields for contact in contacts]
    cells = OwnCells(fields, own, contacts_in(fields, own, by), in_words=in_words)
    return [
        [
            *_shipped(contact, by, in_words=in_words),
            customers.get(contact.pk),
            *cells.of(contact.own_fields, own_fields_of(by, contact)),
        ]
        for contact in contacts
    ]


def _shipped(contact: Contact, by: User, *, in_words: bool) -> Iterator[Cell]:
    hidden = hidden_from(by, contact)
    return (None if column.key in hidden else column.cell(contact, in_words=in_words) for column in COLUMNS)
