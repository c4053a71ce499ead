"""The personal data of accounts: where invoices go. Number, class, rating and dates stay for the books."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from leadwright.accounts.models import Account
from leadwright.fields.erasing import answered_to, impersonal_keys, without_personal
from leadwright.fields.subjects import Subject
from leadwright.foundation.personal import BLANK, Person, Place
from leadwright.history.facts import Party

TEXTS = ("email", "street", "postcode", "city", "vat_number")
NAMES = ("name", "sort_name")
EXPORTED = ("name", *TEXTS, "country", "currency", "payment_days")


def places() -> list[Place]:
    """Return the place of personal data in this room."""
    return [
        Place(
            code="accounts",
            columns=frozenset(f"accounts_account.{name}" for name in (*NAMES, *TEXTS, "own_fields"))
            | {"accounts_accountfacet.value", "accounts_accountfacet.sort_name"},
            count=lambda person: own(person).count(),
            show=_show,
            erase=_erase,
        )
    ]


def own(person: Person) -> Any:
    """Return the accounts of the person."""
    return Account.objects.filter(contact__in=person.contacts)


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = own(person).select_related("account_class", "credit_rating").order_by("pk")
    return [
        {"number": str(row), **{name: getattr(row, name) for name in EXPORTED}}
        | {
            "account_class": row.account_class.code if row.account_class else None,
            "credit_rating": row.credit_rating.code if row.credit_rating else None,
            "fields": answered_to(row.own_fields, Subject.ACCOUNT, row.organisation_id),
            "opened_at": row.opened_at.isoformat(),
        }
        for row in rows
    ]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Blank what names the person; that there was a customer with this number stays."""
    del by
    impersonal = impersonal_keys(Subject.ACCOUNT)
    for row in own(person).exclude(own_fields={}):
        kept = without_personal(row.own_fields, impersonal)
        Account.objects.filter(pk=row.pk).update(own_fields=kept)
    blank = dict.fromkeys(NAMES, BLANK) | dict.fromkeys(TEXTS, "")
    return int(own(person).update(**blank, updated_at=at, version=F("version") + 1))
