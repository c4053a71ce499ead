"""The filters of a list of accounts, and of contacts: whoever has an account is a customer."""

from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account, AccountFacet
from leadwright.accounts.models.account import AccountQuerySet
from leadwright.accounts.own import own_fields_of
from leadwright.contacts.filters import FILTERS as OF_CONTACTS
from leadwright.contacts.filters import ORDERS as ORDERS_OF_CONTACTS
from leadwright.contacts.models import ContactQuerySet
from leadwright.contacts.own import own_fields_for
from leadwright.contacts.own_orders import FACETED as FACETED_CONTACTS
from leadwright.fields.filtering import Faceted, with_own
from leadwright.people.filter_kinds import TEXT, yes_no
from leadwright.people.filtering import Chosen, Filter, FilterTable, Order
from leadwright.people.models import User

CONVERSION = "conversion"
FACETED = Faceted(facets=AccountFacet)


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


def contacts_for(user: User) -> FilterTable[ContactQuerySet]:
    """Return the filters and orders of contacts with those by the own fields that a user knows."""
    return with_own(CONTACTS, own_fields_for(user), FACETED_CONTACTS, by=user)


def accounts_for(user: User) -> FilterTable[AccountQuerySet]:
    """Return the filters and orders of accounts with those by the own fields that a user knows."""
    return with_own(ACCOUNTS, own_fields_of(user), FACETED, by=user)
