"""Accounts when one contact becomes part of another, and when that is undone."""

from collections.abc import Collection, Iterable

from leadwright.accounts.models import Account
from leadwright.contacts.models import Contact
from leadwright.contacts.questions import Ties


def ties_of_contacts(contact_ids: Collection[int], *, hold: bool) -> Ties:
    """Name the accounts of some contacts; with `hold` they are locked, by number."""
    rows = Account.objects.filter(contact__in=contact_ids).order_by("pk")
    if hold:
        rows = rows.select_for_update(of=("self",))
    return {contact: frozenset({f"account:{pk}"}) for pk, contact in rows.values_list("pk", "contact")}


def move(merged: Contact, survivor: Contact) -> None:
    """Let the contact that stays be the customer.

    When both are customers, each keeps its own account: no books are closed by joining two addresses. That of the
    contact that stays is the one that counts from then on.
    """
    if not Account.objects.filter(contact=survivor).exists():
        Account.objects.filter(contact=merged).update(contact=survivor)


def move_back(merged: Contact, survivor: Contact, ties: Iterable[str]) -> None:
    """Give a contact its account back, where the other one still holds it."""
    rows = [name.split(":") for name in ties]
    own = [int(row[1]) for row in rows if row[0] == "account"]
    Account.objects.filter(contact=survivor, pk__in=own).update(contact=merged)
