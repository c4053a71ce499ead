"""What the API answers about contacts and their accounts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leadwright.accounts.data import FIELDS
from leadwright.accounts.models import Account
from leadwright.accounts.own import own_fields_of as own_fields_of_accounts
from leadwright.contacts.duplicates import Match
from leadwright.contacts.fields import COMPANY
from leadwright.contacts.likeness import Likeness
from leadwright.contacts.models import Contact, Email, Phone
from leadwright.contacts.own import answers, own_fields_of
from leadwright.contacts.telling import hidden_from
from leadwright.leads.customers import customers_among
from leadwright.people.models import User

CONTACT_LINES = (
    "name",
    "given_name",
    "family_name",
    "email",
    "phone",
    "street",
    "street_extra",
    "postcode",
    "city",
    "region",
    "country",
    "vat_number",
    "register_number",
    "job_title",
    "segment",
    "fleet_code",
    "remarks",
    "language",
)


def contacts(rows: Sequence[Contact], *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Return several contacts, each with the number of its account; one query asks for these."""
    customers = customers_among([row.pk for row in rows])
    own = answers([(own_fields_of(by, row), row.own_fields) for row in rows], by=by)
    return [
        contact(row, by=by, at=at, customer=customers.get(row.pk)) | {"fields": values}
        for row, values in zip(rows, own, strict=True)
    ]


def contact(contact: Contact, *, by: User, at: datetime, customer: int | None) -> dict[str, Any]:
    """Return a contact; the age is that on the day of the request, and a customer has an account.

    What a lent contact's owner keeps to itself is absent.
    """
    hidden = hidden_from(by, contact)
    answer = {
        "id": contact.pk,
        "kind": contact.kind,
        "title": contact.title or (COMPANY if contact.kind == COMPANY else ""),
        **{name: getattr(contact, name) for name in CONTACT_LINES},
        "emails": [channel("address", email.address, email) for email in contact.emails.all()],
        "phones": [channel("number", phone.number, phone) for phone in contact.phones.all()],
        "vat_rate": None if contact.vat_rate is None else str(contact.vat_rate),
        "company": contact.company_id,
        "birth_date": contact.birth_date,
        "age": contact.age_on(at.date()),
        "groups": [group.code for group in contact.groups.all()],
        "access_group": contact.access_group_id,
        "blocked": contact.is_blocked,
        "customer": customer is not None,
        "account": customer,
        "version": contact.version,
    }
    return {name: value for name, value in answer.items() if name not in hidden}


def accounts(rows: Sequence[Account], *, by: User) -> list[dict[str, Any]]:
    """Return several accounts with their own fields; names are asked for once."""
    own = answers([(own_fields_of_accounts(by), row.own_fields) for row in rows], by=by)
    return [account(row) | {"fields": values} for row, values in zip(rows, own, strict=True)]


def account(account: Account) -> dict[str, Any]:
    """Return an account receivable."""
    return {
        "number": account.pk,
        "code": str(account),
        "contact": account.contact_id,
        "organisation": account.organisation_id,
        "account_class": account.account_class.code if account.account_class else None,
        "credit_rating": account.credit_rating.code if account.credit_rating else None,
        **{name: getattr(account, name) for name in FIELDS},
        "opened_at": account.opened_at,
        "opened_from": account.opened_from,
        "updated_at": account.updated_at,
        "version": account.version,
    }


def match(match: Match, *, by: User, at: datetime) -> dict[str, Any]:
    """Return a contact that may be the same, how probable that is, and why."""
    known = contacts([match.contact], by=by, at=at)[0]
    reasons = [{"code": reason.code, "detail": str(reason.detail)} for reason in match.reasons]
    return {"contact": known, "probability": match.probability, "reasons": reasons}


def likeness(likeness: Likeness) -> dict[str, Any]:
    """Return a blocked contact that another one equals: without its number if the reader cannot see it."""
    return {
        "contact": likeness.contact.pk if likeness.contact else None,
        "reasons": likeness.codes,
        "keeps_from_leads": likeness.is_sure,
    }


def channel(part: str, value: str, row: Email | Phone) -> dict[str, Any]:
    """Return one address or number of a contact."""
    return {part: value, "label": row.label, "main": row.is_main}
