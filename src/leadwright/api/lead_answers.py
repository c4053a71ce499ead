"""Who asks, which lead is meant, and the whole of what is told about it."""

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest

from leadwright.api import shapes
from leadwright.contacts.fetching import fetch_channels
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound
from leadwright.leads.customers import account_of
from leadwright.leads.lifecycle import allowed_actions
from leadwright.leads.models import Lead
from leadwright.leads.parties import lines_of
from leadwright.leads.running_clocks import clocks_of
from leadwright.leads.telling import visible_lines, visible_to
from leadwright.people.models import User


def asker(request: HttpRequest) -> User:
    """Return the user whose token came with the request."""
    return cast(User, request.auth)  # type: ignore[attr-defined]


def number_of(text: str) -> int:
    """Return the number in an address, written 1042 or L-1042; anything else was never used."""
    number = number_in(text.removeprefix("L-"))
    if number is None:
        raise NotFound
    return number


def mark_of(lead: Lead, *, by: User) -> int | str:
    """Return by what an answer about a lead is known again: its version, and whether its activities have moved on."""
    knows = "next_activity" in visible_to(by, lead)
    return f"{lead.version}.{lead.activity_mark}" if knows and lead.activity_mark else lead.version


def lead_payload(lead: Lead, *, by: User, at: datetime) -> dict[str, Any]:
    """Return all that is told about a lead to one user."""
    if lead.contact is not None:
        fetch_channels([lead.contact])
    return shapes.lead(
        lead,
        by=by,
        clocks=clocks_of(lead),
        actions=allowed_actions(lead, by),
        lines=visible_lines(by, lead, lines_of(lead)),
        customer=account_of(lead, by),
        at=at,
    )
