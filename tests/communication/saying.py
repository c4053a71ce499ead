"""What is said to contacts, in one line each."""

from datetime import datetime
from typing import Any

from leadwright.communication import actions
from leadwright.communication.models import Communication, Template
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.makers import NOON

MARKETING = {"marketing": True, "sender": "dealer", "purpose": "newsletter"}


def say(lead: Lead, by: User, body: str = "Good day", *, at: datetime = NOON, **more: Any) -> Communication:
    """Write a mail to the contact of a lead, or what else is named."""
    data = {"medium": "email", "subject": "Hello", "body": body} | more
    return actions.communicate(lead.pk, data, by=by, at=at)


def make_template(by: User, body: str = "Dear #contact_name", **more: Any) -> Template:
    """Make a template: for the own company unless it is said otherwise."""
    texts = {"en": {"subject": "About #lead_number", "body": body}}
    usual = {"code": "hello", "label": "Hello", "medium": "email", "own": True, "texts": texts}
    return actions.make_template(usual | more, by=by, at=NOON)
