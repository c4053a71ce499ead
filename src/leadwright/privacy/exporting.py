"""Hand a person all that is kept about him or her."""

from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.contacts.erasing import person_of
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.history.record import record
from leadwright.people.models import User
from leadwright.privacy.facts import PersonExported
from leadwright.privacy.questions import places_of_person


@transaction.atomic
def export(pk: int, *, by: User, at: datetime, is_handed_out: bool = True) -> dict[str, Any]:
    """Return all personal data of a contact of one's own organisation, place by place; handing it out is recorded."""
    contact = Contact.objects.within_reach(by, "contact.view").fetch(pk)
    check(contact, Verb.EXPORT_DATA, by=by)
    person = person_of([pk])
    if is_handed_out:
        record(PersonExported(contact=pk, organisation=by.organisation_id, by=by.party(), at=at))
    return {
        "made_at": at.isoformat(),
        "by": by.organisation.name,
        "contacts": sorted(person.contacts),
        "places": {place.code: [dict(row) for row in place.show(person)] for place in places_of_person()},
    }
