"""The filters of a list of accounts, and of contacts: whoever has an account is a customer."""

from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.accounts.models.account import AccountQuerySet
from leadwright.contacts.filters import FILTERS as OF_CONTACTS
from leadwright.contacts.filters import ORDERS as ORDERS_OF_CONTACTS
from leadwright.contacts.models import ContactQuerySet
from leadwright.people.filter_kinds import TEXT, yes_no
from leadwright.people.filtering import Chosen, Filter, FilterTable, Order

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
