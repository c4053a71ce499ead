"""Let another contact take part in an activity: one that is known, or somebody new who is entered for that."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.activities.actions import keeping
from leadwright.activities.actions.inviting import send_again
from leadwright.activities.cleaning import MOST_PARTICIPANTS, Around, known_contacts
from leadwright.activities.facts import ParticipantAdded
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import fetch, locked
from leadwright.activities.models import Activity, Participant
from leadwright.contacts.actions import enter, hold
from leadwright.contacts.actions.entering import KNOWN
from leadwright.contacts.models import Contact
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.people.models import User

CONTACT = "contact"


@action
def add_participant(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Add the line of a contact: by its id, or with the data of a new one, who is entered in the same step.

    An activity that is done keeps all that it says: neither its version nor its time of change moves. The contact is
    held, or entered, before the activity and its lead are locked, as everywhere.
    """
    activity = fetch(pk, by=by)
    check(activity, Verb.ADD_PARTICIPANT, by=by)
    contact = _contact(data, Around(by=by, at=at, lead=activity.lead))
    activity = locked(pk, by=by)
    check(activity, Verb.ADD_PARTICIPANT, by=by)
    former = list(activity.participants.select_related("contact", "user"))
    _refuse_again(former, contact)
    Participant.objects.create(activity=activity, contact=contact)
    if activity.is_open:
        keeping.store(activity, at=at)
    record(ParticipantAdded(activity=activity, contact=contact, by=by.party(), at=at))
    if activity.is_open and activity.invited_at is not None:
        send_again(activity, former, at=at, moved=False)
    return activity


def _contact(data: Mapping[str, Any], around: Around) -> Contact:
    """Return who is to take part; faults of somebody new are named below `contact`."""
    refuse_fields(field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - {CONTACT}))
    given = data.get(CONTACT)
    if given in (None, "", {}):
        refuse("FIELD_REQUIRED", field=CONTACT)
    if not isinstance(given, Mapping):
        return _known(given, around)
    strange = sorted(given.keys() - {"id", *KNOWN})
    refuse_fields(field_error(f"{CONTACT}.{name}", "FIELD_UNKNOWN") for name in strange)
    if given.get("id") not in (None, ""):
        return _known(given["id"], around)
    return enter(given, by=around.by, at=around.at, prefix=f"{CONTACT}.")


def _known(given: Any, around: Around) -> Contact:
    number = number_in(given) or 0
    hold([number])
    contact = next(iter(known_contacts([number], around)), None)
    if contact is None:
        refuse("FIELD_INVALID", field=CONTACT, reason=_("choose one that exists and that you can see"))
    return contact


def _refuse_again(lines: list[Participant], contact: Contact) -> None:
    if any(line.contact_id == contact.pk for line in lines):
        reason = _("%(name)s takes part already") % {"name": contact.name}
        refuse("FIELD_INVALID", field=CONTACT, reason=reason)
    if len(lines) >= MOST_PARTICIPANTS:
        reason = _("at most {number}").format(number=MOST_PARTICIPANTS)
        refuse("FIELD_INVALID", field=CONTACT, reason=reason)
