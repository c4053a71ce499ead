"""An account as pages tell it: on its lead, on its own page and in the list of customers."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.accounts.own import own_fields_of
from leadwright.contacts.own import in_columns
from leadwright.fields.columns import Cell
from leadwright.fields.definitions import Fields
from leadwright.foundation.formats import locale_of
from leadwright.foundation.money import country_name
from leadwright.people.models import User
from leadwright.web.parts.account_line import Facts, _classified, _day, _filled


def facts_of(account: Account) -> Facts:
    """Return what is kept of an account, without what is empty."""
    locale = locale_of(get_language() or "en")
    town = " ".join(part for part in (account.postcode, account.city) if part)
    days = account.payment_days
    return _filled(
        *_classified(account),
        (_("E-mail for invoices"), account.email),
        (_("Street"), account.street),
        (_("City"), town),
        (_("Country"), country_name(account.country, locale) if account.country else ""),
        (_("VAT number"), account.vat_number),
        (_("Currency"), account.currency),
        (_("To be paid within"), ngettext("%(n)d day", "%(n)d days", days) % {"n": days}),
        (_("Customer since"), _day(account.opened_at)),
        (_("Opened by"), account.opened_by.name if account.opened_by else ""),
    )


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """A customer as the list shows one."""

    number: int
    code: str
    name: str
    place: str
    account_class: str
    credit_rating: str
    own: tuple[Cell, ...] = ()


def account_rows(accounts: list[Account], columns: Fields, *, by: User) -> list[AccountRow]:
    """Return customers as lines of a list."""
    known = own_fields_of(by)
    own = in_columns(columns, [(known, row.own_fields) for row in accounts], by=by)
    return [_row(row, cells) for row, cells in zip(accounts, own, strict=True)]


def _row(account: Account, own: tuple[Cell, ...]) -> AccountRow:
    locale = locale_of(get_language() or "en")
    country = country_name(account.country, locale) if account.country else ""
    return AccountRow(
        number=account.pk,
        code=str(account),
        name=account.name,
        place=", ".join(part for part in (account.city, country) if part),
        account_class=account.account_class.label if account.account_class else "",
        credit_rating=account.credit_rating.label if account.credit_rating else "",
        own=own,
    )
