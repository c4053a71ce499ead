"""Make a contact a customer."""

from datetime import datetime

from leadwright.accounts.data import read
from leadwright.accounts.facts import AccountOpened
from leadwright.accounts.models import Account, AccountClass, CreditRating
from leadwright.contacts.actions import hold_alone
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.text import name_key
from leadwright.history.record import record
from leadwright.people.models import User


@action
def open_account(
    contact_id: int,
    data: object,
    *,
    by: User,
    at: datetime,
    account_class: AccountClass | None = None,
    credit_rating: CreditRating | None = None,
    lead: int | None = None,
) -> Account:
    """Open the account of a contact, or return the one that it has; whoever comes second gets that one.

    It asks no permission of its own: an account is opened by winning or converting a lead, and whoever may do
    that may open it. A blocked contact gets none.
    """
    contact = hold_alone(contact_id)
    if contact is None or contact.merged_into_id or contact.erased_at:
        raise NotFound
    known = Account.objects.with_classes().filter(contact=contact).first()
    if known is not None:
        return known
    if contact.is_blocked:
        refuse("CONTACT_BLOCKED", name=contact.name)
    given = read(data, contact, by=by, at=at)
    given.refuse_faults()
    account = Account.objects.create(
        contact=contact,
        organisation_id=contact.organisation_id,
        account_class=account_class,
        credit_rating=credit_rating,
        opened_at=at,
        opened_by=by,
        opened_from=lead,
        updated_at=at,
        sort_name=name_key(given.columns["name"]),
        **given.columns,
    )
    record(AccountOpened(account=account, by=by.party(), at=at))
    return account
