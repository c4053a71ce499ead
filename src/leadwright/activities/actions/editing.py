"""Change an activity while it is open, take it out of all lists, or let the other company read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.activities import own
from leadwright.activities.actions import keeping
from leadwright.activities.actions.entering import hold_contacts
from leadwright.activities.actions.filing import SHELF, readers_of
from leadwright.activities.actions.inviting import send_again, withdraw
from leadwright.activities.cleaning import (
    LINES,
    TEXTS,
    Around,
    People,
    columns,
    finished,
    moments,
    people,
    refuse_unknown,
)
from leadwright.activities.facts import ActivityDeleted, ActivityEdited, ActivityShared
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import locked
from leadwright.activities.models import Activity
from leadwright.contacts.actions import refuse_unless_current, refuse_without_version
from leadwright.files.actions import let_read
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error
from leadwright.history.record import record
from leadwright.leads.money import AMOUNT
from leadwright.leads.sides import other_side
from leadwright.people.models import User

WATCHED = (
    *("kind_id", "starts_at", "ends_at", "direction", "importance", "owner_id", "success_rate"),
    *("remind_minutes", *AMOUNT, *LINES, *TEXTS),
)
# What of a change an invited guest is told.
GUESTS_CARE_FOR = frozenset(
    (
        "starts_at",
        "ends_at",
        "owner",
        "contacts",
        "users",
        "subject_to",
        "place_to",
        "subject_from",
        "place_from",
    )
)
# After a change of these, whoever does it is reminded anew.
REMINDED_ANEW = ("starts_at", "remind_minutes", "owner")
NEEDED = ("kind", "at", "owner")


@action
def edit(pk: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None) -> Activity:
    """Change an open activity on the version that was seen; what is absent stays, what is needed is never emptied."""
    hold_contacts(data.get("participants"))
    activity = locked(pk, by=by)
    check(activity, Verb.EDIT, by=by)
    refuse_without_version(version)
    refuse_unless_current(activity.version, version)
    around = Around(by=by, at=at, lead=activity.lead, activity=activity)
    refuse_unknown(data, around)
    empty = [name for name in NEEDED if name in data and data[name] in (None, "")]
    around.faults += [field_error(name, "FIELD_REQUIRED") for name in empty]
    some = {name: value for name, value in data.items() if name not in empty}
    values = columns(some, around) | moments(some, around)
    values |= own.changed(data, activity, values.get("kind"), around, is_done=False)
    who = people(data.get("participants"), around)
    finished(around)
    _store(activity, values, who, by=by, at=at)
    return activity


def _store(activity: Activity, values: dict[str, Any], who: People | None, *, by: User, at: datetime) -> None:
    before, own_before = _watched(activity), dict(activity.own_fields)
    if owner := values.get("owner"):
        values |= {"unit": owner.unit, "group": owner.unit.group}
    if any(name in values and values[name] != getattr(activity, name) for name in REMINDED_ANEW):
        values["reminded_at"] = None
    said = {name for name in keeping.SAID if name in values and values[name] != getattr(activity, name)}
    former = list(activity.participants.select_related("contact", "user"))
    if who is not None:
        keeping.put_people(activity, who)
    values["team"] = keeping.team_of(values.get("owner") or activity.owner, _people_of(activity))
    keeping.store(activity, **values, at=at)
    changes, texts = keeping.differences(before, _watched(activity), (*LINES, *TEXTS))
    texts |= own.texts_of(activity, own_before)
    if not changes and not texts:
        return
    keeping.tell_lead(activity, said, by=by, at=at, is_contact=False)
    keeping.keep_next(activity.lead)
    named = {name.removesuffix("_id"): pair for name, pair in changes.items()}
    record(ActivityEdited(activity=activity, changes=named, texts=texts, by=by.party(), at=at))
    if activity.invited_at is not None and (named.keys() | texts.keys()) & GUESTS_CARE_FOR:
        moved = bool(named.keys() & {"starts_at", "ends_at"})
        send_again(activity, former, at=at, moved=moved)


def _people_of(activity: Activity) -> People:
    lines = list(activity.participants.select_related("contact", "user"))
    return People(
        tuple(line.contact for line in lines if line.contact), tuple(line.user for line in lines if line.user)
    )


def _watched(activity: Activity) -> dict[str, Any]:
    """Return what an edit can change, as it is now: who takes part is kept by keys."""
    values = {name: getattr(activity, name) for name in WATCHED if name != "kind_id"}
    who = _people_of(activity)
    return values | {
        "kind": activity.kind.code,
        "contacts": [contact.pk for contact in who.contacts],
        "users": [user.pk for user in who.users],
    }


@action
def delete(pk: int, *, by: User, at: datetime) -> None:
    """Take an open activity out of all lists; its history stays."""
    activity = locked(pk, by=by)
    check(activity, Verb.DELETE, by=by)
    keeping.store(activity, deleted_at=at, at=at)
    record(ActivityDeleted(activity=activity, by=by.party(), at=at))
    withdraw(activity, at=at)
    keeping.keep_next(activity.lead)


@action
def share(pk: int, *, by: User, at: datetime, shared: bool = True) -> Activity:
    """Let the other company that has to do with the lead read an activity with its files, or no longer."""
    activity = locked(pk, by=by)
    check(activity, Verb.SHARE, by=by)
    if activity.is_shared == shared:
        return activity
    other = other_side(activity.lead, activity.organisation_id) if activity.lead else None
    activity.is_shared, activity.shared_with = shared, other
    activity.save(update_fields=["is_shared", "shared_with"])
    let_read(SHELF.files_on(activity), readers_of(activity))
    record(ActivityShared(activity=activity, by=by.party(), at=at))
    return activity
