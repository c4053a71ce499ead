"""Makers for the tests of the outbox."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from leadwright.messages import actions
from leadwright.messages.models import Message

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEAD = {
    "number": 17,
    "link": "/leads/17/",
    "contact_name": "Jan Peeters",
    "description": "Offices in Ghent",
    "organisation": "North",
    "sender": "Vendor & Co",
    "company": "Lumen",
    "accept_link": "",
    "answers": {},
    "owner_name": "Ann",
    "by_name": "Bob",
    "reason": "too far",
    "wish": "ten more printers",
    "why": "Price",
    "own_words": "too dear",
    "segment": "Large",
    "value": "€1,000.00",
    "due_at": datetime(2026, 3, 5, 22, 59, 59, tzinfo=UTC),
}
_numbers = count(1)


def queue(template: str = "new_lead", **more: Any) -> Message | None:
    """Write a message about a lead."""
    context = {**LEAD, **more.pop("context", {})}
    more.setdefault("key", f"key:{next(_numbers)}")
    more.setdefault("to", "ann@north.example")
    more.setdefault("at", NOON)
    return actions.queue(kind=template, template=template, context=context, **more)
