"""Own fields as columns of the lists of leads, contacts and customers: which a reader knows, and chose."""

from collections.abc import Collection
from datetime import datetime

from leadwright.accounts import own as of_accounts
from leadwright.contacts import own as of_contacts
from leadwright.fields.actions import choose_columns
from leadwright.fields.columns import chosen_columns
from leadwright.fields.definitions import Fields
from leadwright.fields.subjects import Sees, Subject
from leadwright.leads.telling import own_fields_for
from leadwright.people.access import require
from leadwright.people.models import User


def known_of_list(subject: Subject, by: User) -> Fields:
    """Return the own fields that somebody knows of some rows of a list, whichever side he is on there."""
    if subject == Subject.LEAD:
        return own_fields_for(by, tuple(Sees))
    return of_contacts.own_fields_for(by) if subject == Subject.CONTACT else of_accounts.own_fields_of(by)


def columns_of_list(subject: Subject, by: User) -> Fields:
    """Return the own fields that are columns of a list for somebody."""
    return chosen_columns(subject, known=known_of_list(subject, by), by=by)


def choose(subject: Subject, keys: Collection[str], *, by: User, at: datetime) -> Fields:
    """Choose the columns of a list for oneself."""
    require(by, "lead.view" if subject == Subject.LEAD else "contact.view")
    return choose_columns(subject, keys, known=known_of_list(subject, by), by=by, at=at)
