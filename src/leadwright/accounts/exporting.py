"""A list of customers as a sheet: the data of each account, and the own fields that its reader knows."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.accounts import listing
from leadwright.accounts.filters import accounts_for
from leadwright.accounts.models import Account
from leadwright.accounts.own import own_fields_of
from leadwright.contacts.own import contacts_in
from leadwright.fields.definitions import Fields
from leadwright.fields.exporting import OwnCells, headings, in_columns
from leadwright.foundation import local
from leadwright.foundation.cells import Cell
from leadwright.foundation.moments import snapshot_of
from leadwright.foundation.sheets import CHUNK, Column, Sheet, Wanted, attribute
from leadwright.people.access import require
from leadwright.people.actions.security import EXPORTED, note_event
from leadwright.people.filtering import Chosen
from leadwright.people.models import User

COLUMNS: tuple[Column[Account], ...] = (
    attribute("number", gettext_lazy("Customer number")),
    Column(key="contact", words=gettext_lazy("Contact number"), value=lambda account: account.contact_id),
    Column(
        key="account_class",
        words=gettext_lazy("Classification"),
        value=lambda account: account.account_class.code if account.account_class else None,
        label=lambda account: account.account_class.label if account.account_class else None,
    ),
    Column(
        key="credit_rating",
        words=gettext_lazy("Credit rating"),
        value=lambda account: account.credit_rating.code if account.credit_rating else None,
        label=lambda account: account.credit_rating.label if account.credit_rating else None,
    ),
    attribute("name", gettext_lazy("Name")),
    attribute("email", gettext_lazy("E-mail for invoices")),
    attribute("street", gettext_lazy("Street and number")),
    attribute("postcode", gettext_lazy("Postcode")),
    attribute("city", gettext_lazy("City")),
    attribute("country", gettext_lazy("Country"), label=lambda account: local.country(account.country)),
    attribute("vat_number", gettext_lazy("VAT number")),
    attribute("currency", gettext_lazy("Currency")),
    attribute("payment_days", gettext_lazy("Days to pay an invoice")),
    attribute("opened_at", gettext_lazy("Customer since")),
    attribute("opened_from", gettext_lazy("Opened from lead")),
    attribute("updated_at", gettext_lazy("Last changed")),
)


def export(chosen: Chosen, *, wanted: Wanted) -> Sheet:
    """Return all customers of a list in its order; that somebody took them along stands in the security log."""
    user = chosen.reader.user
    require(user, "contact.view")
    require(user, "contact.export")
    rows = accounts_for(user).narrow(Account.objects.within_reach(user, "contact.view"), chosen)
    fields = in_columns(own_fields_of(user), lambda _field: rows)
    return Sheet(
        name=_("customers"),
        headings=[*(column.heading for column in COLUMNS), *headings(fields)],
        parts=(
            _rows(part, fields, by=user, in_words=wanted.in_words)
            for part in snapshot_of(listing.in_order(rows, chosen), size=CHUNK)
        ),
        wanted=wanted,
        zone=ZoneInfo(user.time_zone),
        noted=partial(note_event, EXPORTED, attempt=wanted.asked, user=user, at=wanted.at),
    )


def _rows(accounts: Sequence[Account], fields: Fields, *, by: User, in_words: bool) -> list[list[Cell]]:
    own = [account.own_fields for account in accounts]
    cells = OwnCells(fields, own, contacts_in(fields, own, by), in_words=in_words)
    return [
        [*(column.cell(row, in_words=in_words) for column in COLUMNS), *cells.of(row.own_fields, fields)]
        for row in accounts
    ]
