"""The data of an account: what is known of the contact already, what must be there, and what of it can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.accounts.models.account import LONGEST_TERM
from leadwright.contacts.fields import COMPANY, Cleaner
from leadwright.contacts.models import Contact
from leadwright.foundation.money import currency_of_country, is_currency
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import FieldError, Refused, field_error
from leadwright.foundation.text import fault_in_line, trimmed
from leadwright.people.models import User
from leadwright.values.context import Unreadable
from leadwright.values.emails import plain_email

OF_THE_CONTACT = ("name", "email", "street", "postcode", "city", "country", "vat_number")
FIELDS = (*OF_THE_CONTACT, "currency", "payment_days")
MANDATORY = ("name", "email", "country", "currency")
USUAL_CURRENCY = "EUR"
USUAL_TERM = 30
PREFIX = "account."


@dataclass(frozen=True, kw_only=True)
class Given:
    """The columns of an account as they were given, and what is wrong with them."""

    columns: Mapping[str, Any]
    faults: tuple[FieldError, ...] = ()

    @property
    def code(self) -> str:
        """The code of a refusal: what is missing counts more than what is wrong."""
        missing = any(fault.code == "FIELD_REQUIRED" for fault in self.faults)
        return "ACCOUNT_DATA_REQUIRED" if missing else self.faults[0].code

    def refuse_faults(self) -> None:
        """Refuse when something is missing or wrong."""
        if self.faults:
            self.refuse()

    def refuse(self, before: tuple[FieldError, ...] = ()) -> NoReturn:
        """Refuse with all faults at once; those that were found before come first, with their code."""
        raise Refused(before[0].code if before else self.code, errors=(*before, *self.faults))


def known_of(contact: Contact) -> dict[str, Any]:
    """Return what an account of a contact begins with; a field that is not known is empty.

    Who works for a company is invoiced as the company, at the person's own address for mail.
    """
    currency = currency_of_country(contact.organisation.country, otherwise=USUAL_CURRENCY)
    home = contact.company or contact
    data = {name: getattr(home, name) for name in OF_THE_CONTACT}
    data["email"] = contact.email or home.email
    return data | {"currency": currency, "payment_days": USUAL_TERM}


def columns_of(account: Account) -> dict[str, Any]:
    """Return the data of an account as they are kept."""
    return {name: getattr(account, name) for name in FIELDS}


def read(
    given: object, contact: Contact, *, by: User, at: datetime, before: Mapping[str, Any] | None = None
) -> Given:
    """Read the data of an account; a field that is not given is what it was before, or what is known.

    Nothing given at all names all that is mandatory: whoever makes a customer says so.
    """
    if given is None and before is None:
        return Given(columns={}, faults=tuple(_required(name) for name in MANDATORY))
    if not isinstance(given, Mapping):
        wrong = field_error("account", "FIELD_INVALID", reason=_("it must be an object"))
        return Given(columns={}, faults=(wrong,))
    prefix = PREFIX if before is None else ""
    strange = sorted(str(name) for name in given.keys() - set(FIELDS))
    faults = [field_error(f"{prefix}{name}", "FIELD_UNKNOWN") for name in strange]
    data = dict(known_of(contact) if before is None else before) | {
        name: given[name] for name in FIELDS if name in given
    }
    cleaner = Cleaner(by=by, at=at, prefix=prefix, faults=faults)
    columns = _clean(data, contact, cleaner, named=frozenset(data if before is None else given))
    wrong_already = {fault.field for fault in faults}
    missing = [
        _required(name, prefix)
        for name in MANDATORY
        if columns[name] in (None, "") and f"{prefix}{name}" not in wrong_already
    ]
    return Given(columns=columns, faults=(*faults, *missing))


def _required(name: str, prefix: str = PREFIX) -> FieldError:
    return field_error(f"{prefix}{name}", "FIELD_REQUIRED")


def _clean(
    data: Mapping[str, Any], contact: Contact, cleaner: Cleaner, *, named: frozenset[str]
) -> dict[str, Any]:
    """Clean name, address and VAT number by the rules of contacts, the rest by those of accounts."""
    parts = {name: data[name] for name in OF_THE_CONTACT if name != "email"}
    kind = COMPANY if contact.company_id else contact.kind
    clean = cleaner.clean({"kind": kind, **parts}, result=named & frozenset(parts))
    columns = {name: clean[name] for name in parts}
    return columns | {
        "email": _email(data["email"], cleaner),
        "currency": _currency(data["currency"], cleaner),
        "payment_days": _days(data["payment_days"], cleaner),
    }


def _email(given: object, cleaner: Cleaner) -> str:
    if given in (None, ""):
        return ""
    try:
        return plain_email(trimmed(given)) if isinstance(given, str) else _not_a_text()
    except Unreadable as fault:
        cleaner.fault("email", "FIELD_INVALID", reason=str(fault))
        return ""


def _not_a_text() -> NoReturn:
    raise Unreadable(_("it must be a text"))


def _currency(given: object, cleaner: Cleaner) -> str:
    if given in (None, ""):
        return ""
    code = given.strip().upper() if isinstance(given, str) and len(given) < 10 else ""
    if fault_in_line(code) or not is_currency(code):
        wrong = _("there is no such currency; write its code, such as EUR")
        cleaner.fault("currency", "FIELD_INVALID", reason=wrong)
        return ""
    return code


def _days(given: object, cleaner: Cleaner) -> int:
    if given in (None, ""):
        return USUAL_TERM
    text = "" if isinstance(given, bool | float) else str(given).strip()
    days = integer_in(text, most=LONGEST_TERM)
    if days is None:
        wrong = _("write a whole number of days, at most {number}").format(number=LONGEST_TERM)
        cleaner.fault("payment_days", "FIELD_INVALID", reason=wrong)
        return USUAL_TERM
    return days
