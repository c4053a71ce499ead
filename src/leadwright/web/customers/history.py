"""The history of a customer's account on its page."""

from datetime import datetime

from django.urls import reverse

from leadwright.accounts.history import entries_of_account
from leadwright.accounts.models import Account
from leadwright.people.models import User
from leadwright.web.parts.history import HistoryPage, all_readable, history_page


def history_of(account: Account, *, by: User, at: datetime, cursor: str) -> HistoryPage:
    """Return a page of what happened to an account."""
    rows = entries_of_account(account, by=by)
    address = reverse("account", args=[account.pk])
    return history_page(rows, readable=all_readable, at=at, cursor=cursor, address=address)
