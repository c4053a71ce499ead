"""What the people of the demo agreed to: given, refused, waiting to be confirmed."""

from datetime import datetime, timedelta
from typing import Any

from leadwright.consent import actions
from leadwright.consent.models import Wording
from leadwright.contacts.models import Contact, Kind
from leadwright.people.models import User

STORY: tuple[tuple[int, dict[str, Any]], ...] = (
    (60, {"channel": "email", "sender": "dealer", "purpose": "newsletter", "act": "given"}),
    (60, {"channel": "phone", "sender": "dealer", "purpose": "offers", "act": "given"}),
    (41, {"channel": "phone", "sender": "importer", "purpose": "offers", "act": "objected"}),
    (20, {"channel": "phone", "sender": "dealer", "purpose": "offers", "act": "withdrawn"}),
    (2, {"channel": "email", "sender": "brand", "purpose": "events", "act": "given", "confirm": True}),
)
SOURCES = {
    "given": "Form at the spring fair",
    "objected": "Call of the person",
    "withdrawn": "Call of the person",
}
ASKED_PEOPLE = 3


def tell_consents(by: User, *, at: datetime) -> int:
    """Write the same small story about a few people that somebody entered; returns about how many."""
    rows = Contact.objects.filter(organisation=by.organisation_id, kind=Kind.PERSON).exclude(email="")
    people = list(rows.order_by("pk")[:ASKED_PEOPLE])
    wording = Wording.objects.filter(purpose__code="newsletter", language="en").order_by("-version").first()
    for contact in people:
        for days, said in STORY:
            seen = wording.pk if wording and said["purpose"] == "newsletter" else None
            data = {**said, "source": SOURCES[said["act"]], "wording": seen}
            actions.enter(contact.pk, data, by=by, at=at - timedelta(days=days))
    return len(people)
