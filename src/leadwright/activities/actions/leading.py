"""Make a lead of an interaction that was entered without one: from then on it is part of the history of the lead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.activities import own
from leadwright.activities.actions import keeping
from leadwright.activities.facts import ActivityLed
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import fetch, locked
from leadwright.activities.models import Activity
from leadwright.activities.telling import may_name
from leadwright.foundation.batches import action
from leadwright.history.record import record
from leadwright.leads.actions import add_product, create
from leadwright.leads.descriptions import description_from
from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import check as check_lead
from leadwright.leads.models import Lead
from leadwright.people.models import User


@action
def make_lead(pk: int, data: Mapping[str, Any], *, by: User, at: datetime, product: str = "") -> Lead:
    """Enter a lead from an activity without one, which belongs to it then; what is not said is taken from there.

    The lead is entered before the activity is locked, as everywhere; whoever comes second enters none. What is still
    planned needs a lead on which something can be planned.
    """
    activity = fetch(pk, by=by)
    check(activity, Verb.MAKE_LEAD, by=by)
    lead = create(_from_activity(activity, by) | dict(data), by=by, at=at)
    if product:
        add_product(lead.pk, {"product": product}, by=by, at=at)
        lead.refresh_from_db()
    activity = locked(pk, by=by)
    check(activity, Verb.MAKE_LEAD, by=by)
    _joined(activity, lead, by=by, at=at)
    return lead


def _joined(activity: Activity, lead: Lead, *, by: User, at: datetime) -> None:
    activity.lead = lead
    if activity.is_closed:
        # What is closed stays as it is but for this: neither its version nor its time of change moves.
        activity.save(update_fields=["lead"])
    else:
        check_lead(lead, LeadVerb.SCHEDULE, by=by)
        keeping.store(activity, lead=lead, at=at)
        keeping.keep_next(lead)
    keeping.tell_lead(activity, keeping.SAID, by=by, at=at, is_contact=activity.completed_at is not None)
    record(ActivityLed(activity=activity, own=own.answers_of(activity), by=by.party(), at=at))


def _from_activity(activity: Activity, by: User) -> dict[str, Any]:
    """Return what an activity says of the lead that is made of it."""
    lines = activity.participants.exclude(contact=None).select_related("contact")
    known = (line.contact for line in lines if line.contact and may_name(by, line.contact, activity.lead))
    first = next(known, None)
    contact = {"contact": {"id": first.pk}} if first is not None else {}
    return {"description": description_of(activity), **contact}


def description_of(activity: Activity) -> str:
    """Return subject and details of an activity, as far as a description holds them."""
    return description_from(activity.subject, activity.details)
