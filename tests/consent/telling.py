"""What is said about consents, in one line each."""

from datetime import datetime, timedelta
from typing import Any

from leadwright.consent import actions
from leadwright.consent.answers import allows
from leadwright.consent.matrix import state
from leadwright.consent.models import Event
from leadwright.contacts.models import Contact
from leadwright.people.models import User
from tests.makers import NOON

DAY = timedelta(days=1)
CELL = {"channel": "email", "sender": "dealer", "purpose": "newsletter"}


def say(act: str, contact: Contact, *, by: User, at: datetime = NOON, **more: Any) -> Event:
    """Write one event into the cell of e-mail, dealer and newsletter."""
    return actions.enter(contact.pk, CELL | {"act": act, "source": "trade fair"} | more, by=by, at=at)


def stands(contact: Contact, *, at: datetime = NOON, **cell: str) -> str:
    """Return the state of a cell."""
    return state(contact, **(CELL | cell), at=at).state.value


def allowed(contact: Contact, *, at: datetime = NOON, **cell: str) -> bool:
    """Tell whether a sender would be let through."""
    return allows(contact, **(CELL | cell), at=at)
