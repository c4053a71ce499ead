"""The accounts of leads: a lead of a customer has the customer's account."""

from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Subquery

from leadwright.accounts.models import Account, account_numbers
from leadwright.contacts.models import Contact
from leadwright.foundation.batches import known, note
from leadwright.leads.features import Features
from leadwright.leads.models import Lead
from leadwright.leads.states import OPEN, Feature
from leadwright.people.models import User


def would_open(lead: Lead) -> bool:
    """Tell whether making a customer of the contact of a lead would open an account: it has none yet."""
    contact = lead.contact
    if contact is None or contact.is_blocked:
        return False
    return not Account.objects.filter(contact=contact).exists()


def customers_among(contact_ids: Collection[int]) -> dict[int, int]:
    """Return the numbers of the accounts that some contacts have; none of them while the part is off."""
    return account_numbers(contact_ids) if Features().has(Feature.CONVERSION) else {}


def account_of(lead: Lead, by: User) -> Account | None:
    """Return the account of a lead, if it has one, the user reaches it and the part is there."""
    if lead.account_id is None or not Features().has(Feature.CONVERSION):
        return None
    return Account.objects.within_reach(by, "contact.view").with_classes().filter(pk=lead.account_id).first()


def keep_account(lead: Lead) -> None:
    """Let a locked lead have the account of its contact, or none; its contact is held."""
    contact = lead.contact_id
    account = known(("account", contact), lambda: Account.objects.filter(contact=contact).first())
    if (account and account.pk) != lead.account_id:
        lead.account = account
        lead.write("account")


def know_accounts(leads: Collection[Lead]) -> None:
    """Ask for the accounts of the contacts of several leads at once, for the rest of the action."""
    contacts = {lead.contact_id for lead in leads if lead.contact_id is not None}
    accounts = {account.contact_id: account for account in Account.objects.filter(contact__in=contacts)}
    for contact in contacts:
        note(("account", contact), accounts.get(contact))


def is_no_customer(contact: Contact) -> None:
    """Say of a contact that this action has entered that it has no account."""
    note(("account", contact.pk), None)


def keep_accounts(contact_ids: Collection[int]) -> None:
    """Let the open leads of some contacts have the accounts of these; they are locked by number.

    The change was the contact's: no version rises, as with its name. What is closed keeps the account it had.
    """
    own = Account.objects.filter(contact=OuterRef("contact")).values("pk")
    rows = Lead.objects.filter(contact__in=contact_ids, state__in=OPEN, deleted_at=None)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    rows.update(account=Subquery(own))


def accounts_of(contact_ids: Iterable[int | None]) -> dict[int | None, int]:
    """Return the accounts of those contacts that are customers, in one query."""
    result = account_numbers({pk for pk in contact_ids if pk is not None})
    return dict(result.items())
