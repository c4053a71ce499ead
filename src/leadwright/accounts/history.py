"""What a reader may know of what happened to a contact and to its account."""

from django.db.models import Q

from leadwright.accounts.facts import AccountOpened
from leadwright.accounts.models import Account
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.people.models import User


def entries_of_account(account: Account, *, by: User) -> EntryQuerySet:
    """Return what happened to an account, as far as it concerns the reader's organisation."""
    return Entry.objects.about("account", account.pk).concerning(by.organisation_id)


def entries_of_contact(contact: Contact, *, by: User) -> EntryQuerySet:
    """Return what happened to a contact, and that it became a customer, which history keeps of its account."""
    account = Account.objects.within_reach(by, "contact.view").filter(contact=contact).first()
    own = Q(subject_kind="contact", subject_id=contact.pk)
    if account is not None:
        own |= Q(subject_kind="account", subject_id=account.pk, fact=AccountOpened.name)
    return Entry.objects.filter(own).concerning(by.organisation_id)
