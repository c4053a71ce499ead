"""The form that opens beside a call or a mail to a contact, with kind and contact filled in."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import Approach
from leadwright.people.access import may
from leadwright.people.models import User

CALL, MAIL = Approach.CALL.value, Approach.MAIL.value


def acting_by(user: User) -> Mapping[str, str]:
    """Return the kinds of activity that a call and a mail are kept as, for whoever may enter activities."""
    if not may(user, "activity.edit"):
        return {}
    kinds: dict[str, str] = {}
    for kind in rules_in_force().offered_activity_kinds():
        kinds.setdefault(kind.kind, kind.code)
    return {approach: kinds[approach] for approach in (CALL, MAIL) if approach in kinds}


def form_beside(acting: Mapping[str, str], approach: str, contact: int) -> str:
    """Return the address of the form for what is done with a contact; empty where nothing is kept of it."""
    if approach not in acting:
        return ""
    return new_with(contact, kind=acting[approach], state="done", direction="out")


def new_with(contact: int, *, back: str = "", **begun: str) -> str:
    """Return the address of the form of an activity with a contact, which leads back to the page of the contact."""
    back = back or reverse("contact", args=[contact])
    return f"{reverse('activity-new')}?{urlencode({'contact': contact, **begun, 'back': back})}"
