"""The history of a contact on its page."""

from datetime import datetime

from django.urls import reverse

from leadwright.accounts.history import entries_of_contact
from leadwright.contacts.models import Contact
from leadwright.people.models import User
from leadwright.web.parts.history import HistoryPage, all_readable, history_page


def history_of(contact: Contact, *, by: User, at: datetime, cursor: str) -> HistoryPage:
    """Return a page of what happened to a contact, and that it became a customer."""
    rows = entries_of_contact(contact, by=by)
    address = reverse("contact", args=[contact.pk])
    return history_page(rows, readable=all_readable, at=at, cursor=cursor, address=address)
