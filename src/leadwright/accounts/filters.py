"""The filters of a list of accounts, and of contacts: whoever has an account is a customer."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account, AccountFacet
from leadwright.accounts.models.account import AccountQuerySet
from leadwright.contacts.filters import FILTERS as OF_CONTACTS
from leadwright.contacts.filters import ORDERS as ORDERS_OF_CONTACTS
from leadwright.contacts.models import ContactFacet, ContactQuerySet
from leadwright.contacts.own import knowing
from leadwright.fields.definitions import fields_of
from leadwright.fields.filtering import Faceted, filters_of
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Subject
from leadwright.people.filter_kinds import TEXT, yes_no
from leadwright.people.filtering import Chosen, Filter, FilterTable, Order, Reader
from leadwright.people.models import User

CONVERSION = "conversion"


def _customer(rows: ContactQuerySet, value: bool, chosen: Chosen) -> ContactQuerySet:
    customers = Account.objects.values("contact")
    return rows.filter(pk__in=customers) if value else rows.exclude(pk__in=customers)


CUSTOMER: Filter[ContactQuerySet] = Filter(
    name="customer",
    steady=True,
    words=_("Customer"),
    kind=yes_no(_("only customers"), _("no customers")),
    narrow=_customer,
    part=CONVERSION,
)
CONTACTS: FilterTable[ContactQuerySet] = FilterTable(
    filters=(*OF_CONTACTS, CUSTOMER), orders=ORDERS_OF_CONTACTS, usual_order="name"
)
ACCOUNTS: FilterTable[AccountQuerySet] = FilterTable(
    filters=(
        Filter(
            name="q",
            words=_("Beginning of the name, or number"),
            kind=TEXT,
            narrow=lambda rows, text, chosen: rows.matching(text),
            other_names=("customer",),
        ),
    ),
    orders=(
        Order(
            name="name",
            words=_("Name"),
            words_down=_("Name, from Z to A"),
            columns=("sort_name", "number"),
            index="name",
        ),
    ),
    usual_order="name",
)


def _known(rows: ContactQuerySet, field: OwnField, reader: Reader) -> ContactQuerySet:
    return knowing(rows, field, reader.user)


def contacts_for(user: User) -> FilterTable[ContactQuerySet]:
    """Return the filters and orders of contacts with the filters by the own fields that a user knows."""
    fields = fields_of(user.organisation_id, Subject.CONTACT)
    own = filters_of(fields, Faceted(facets=ContactFacet, sided=_known))
    return replace(CONTACTS, filters=(*CONTACTS.filters, *own)) if own else CONTACTS


def accounts_for(user: User) -> FilterTable[AccountQuerySet]:
    """Return the filters of accounts with those by the own fields that a user knows."""
    own = filters_of(fields_of(user.organisation_id, Subject.ACCOUNT), Faceted(facets=AccountFacet))
    return replace(ACCOUNTS, filters=(*ACCOUNTS.filters, *own)) if own else ACCOUNTS
