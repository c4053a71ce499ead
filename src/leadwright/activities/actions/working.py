"""Begin, complete or cancel an activity: what is closed stays as it is for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.activities import own
from leadwright.activities.actions import keeping
from leadwright.activities.actions.entering import following as enter_following
from leadwright.activities.actions.entering import hold_contacts
from leadwright.activities.actions.inviting import withdraw
from leadwright.activities.cleaning import LONGEST_LINE, Around, columns, finished, moments
from leadwright.activities.facts import ActivityCancelled, ActivityCompleted, ActivityStarted
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import locked
from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, Refused, field_error, refuse, refuse_fields
from leadwright.foundation.text import fault_in_line
from leadwright.history.record import record
from leadwright.leads.cleaning import clean_text
from leadwright.people.models import User

# What may still be said when an activity is completed.
AT_THE_END = ("details", "notes", "next_step", "target_amount", "success_rate", "end", "direction", "fields")


@action
def start(pk: int, *, by: User, at: datetime) -> Activity:
    """Begin what was planned."""
    activity = locked(pk, by=by)
    check(activity, Verb.START, by=by)
    keeping.store(activity, state=ActivityState.IN_PROGRESS, at=at)
    record(ActivityStarted(activity=activity, by=by.party(), at=at))
    return activity


@action
def complete(
    pk: int, data: Mapping[str, Any], *, by: User, at: datetime, following: Mapping[str, Any] | None = None
) -> Activity:
    """Say that an activity is done, with what came of it; `following` plans the one that follows in the same breath."""
    if following:
        hold_contacts(following.get("participants"), base=pk)
    activity = locked(pk, by=by)
    check(activity, Verb.COMPLETE, by=by)
    around = Around(by=by, at=at, lead=activity.lead, activity=activity)
    unknown = sorted(data.keys() - set(AT_THE_END))
    around.faults += [field_error(name, "FIELD_UNKNOWN") for name in unknown]
    values = columns(data, around) | moments(data, around)
    values |= own.changed(data, activity, None, around, is_done=True)
    finished(around)
    before = activity.own_fields
    keeping.store(activity, **values, state=ActivityState.COMPLETED, completed_at=at, completed_by=by, at=at)
    # On closing, all that the activity says reaches the lead, also what was written on it before.
    keeping.tell_lead(activity, keeping.SAID, by=by, at=at, is_contact=True)
    answers = own.answers_of(activity, before)
    record(ActivityCompleted(activity=activity, own=answers, by=by.party(), at=at))
    if following:
        _plan_next(activity, following, by=by, at=at)
    keeping.keep_next(activity.lead)
    return activity


def _plan_next(activity: Activity, data: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Plan what follows; what is wrong with it is named as part of it."""
    try:
        enter_following(activity, {"state": "planned", **data}, by=by, at=at)
    except Refused as no:
        if not no.errors:
            raise
        refuse_fields(
            FieldError(field=f"next.{row.field}", code=row.code, detail=row.detail) for row in no.errors
        )


@action
def cancel(pk: int, *, by: User, at: datetime, reason: object = None) -> Activity:
    """Say that an activity will not be done, and why."""
    activity = locked(pk, by=by)
    check(activity, Verb.CANCEL, by=by)
    text = clean_text("reason", reason, longest=LONGEST_LINE)
    if not text:
        refuse("REASON_REQUIRED", field="reason")
    if fault := fault_in_line(text):
        refuse("FIELD_INVALID", field="reason", reason=fault)
    keeping.store(activity, state=ActivityState.CANCELLED, cancelled_at=at, cancel_reason=text, at=at)
    record(ActivityCancelled(activity=activity, by=by.party(), at=at))
    withdraw(activity, at=at)
    keeping.keep_next(activity.lead)
    return activity
