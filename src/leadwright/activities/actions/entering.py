"""Enter an activity: planned or done already, with or without a lead, alone or based on another one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from leadwright.activities import own
from leadwright.activities.actions import keeping
from leadwright.activities.cleaning import Around, People, columns, finished, moments, people, refuse_unknown
from leadwright.activities.facts import ActivityLogged, ActivityPlanned
from leadwright.activities.lifecycle import WITHOUT_LEAD, Verb, check, require_own_side
from leadwright.activities.locking import fetch, locked
from leadwright.activities.models import Activity, Participant
from leadwright.activities.states import ActivityState
from leadwright.activities.telling import may_name
from leadwright.contacts.actions import hold
from leadwright.fields.computing import compute
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound, Refused, field_error, refuse
from leadwright.history.record import record
from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import check as check_lead
from leadwright.leads.locking import locked as locked_lead
from leadwright.leads.models import Lead
from leadwright.people.access import require
from leadwright.people.models import User

PLANNED, DONE = "planned", "done"
# A clock of somebody's own may run a little ahead of ours.
AHEAD = timedelta(minutes=5)
BEGIN = ("state", "lead", "based_on")


@action
def enter(data: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Plan an activity, or log one that is done (`state`); of a lead, it is planned through the lead.

    Without `state` it is planned if a time is given that lies ahead, else done. One that is `based_on` another has its
    subject, its participants and its lead, unless others are given. Refuses what the type of the lead does not allow,
    and fields by their names.
    """
    base = _base(data.get("based_on"), by=by)
    hold_contacts(data.get("participants"), base=base.pk if base else None)
    lead = _lead(data, base, by=by)
    return _entered(data, Around(by=by, at=at, lead=lead), base)


@action
def follow_up(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Plan or log another activity that is based on this one; an activity can have any number of them."""
    hold_contacts(data.get("participants"), base=pk)
    base = locked(pk, by=by)
    check(base, Verb.FOLLOW_UP, by=by)
    return following(base, data, by=by, at=at)


def following(base: Activity, data: Mapping[str, Any], *, by: User, at: datetime) -> Activity:
    """Enter what follows on an activity that is locked with its lead."""
    if base.lead is not None:
        check_lead(base.lead, LeadVerb.SCHEDULE, by=by)
    return _entered(data, Around(by=by, at=at, lead=base.lead), base)


def _base(given: Any, *, by: User) -> Activity | None:
    if given in (None, ""):
        return None
    try:
        base = fetch(number_in(given) or 0, by=by)
    except NotFound:
        refuse(
            "FIELD_INVALID", field="based_on", reason=_("choose an activity that exists and that you can see")
        )
    require_own_side(base, by)
    return base


def _lead(data: Mapping[str, Any], base: Activity | None, *, by: User) -> Lead | None:
    given = data.get("lead") if "lead" in data else (base.lead_id if base else None)
    if given in (None, ""):
        require(by, WITHOUT_LEAD)
        return None
    text = given.removeprefix("L-") if isinstance(given, str) else given
    try:
        lead = locked_lead(number_in(text) or 0, by=by)
    except NotFound:
        refuse("FIELD_INVALID", field="lead", reason=_("choose a lead that exists and that you can see"))
    check_lead(lead, LeadVerb.SCHEDULE, by=by)
    return lead


def hold_contacts(given: Any, *, base: int | None = None) -> None:
    """Hold the contacts that are named before any lead is locked, as whoever changes a contact does.

    Those of the activity that it is based on, too: they take part unless others are named.
    """
    lines = given if isinstance(given, list) else []
    numbers = (number_in(line.get("contact")) for line in lines if isinstance(line, Mapping))
    carried = Participant.objects.filter(activity=base).exclude(contact=None) if base else ()
    hold(
        {*(number for number in numbers if number), *(line.contact_id for line in carried if line.contact_id)}
    )


def _entered(data: Mapping[str, Any], around: Around, base: Activity | None) -> Activity:
    by, at, lead = around.by, around.at, around.lead
    refuse_unknown(data, around, *BEGIN)
    is_done = _is_done(data, around)
    values = columns(data, around) | moments(data, around)
    values |= own.begun(data, values.get("kind"), around, is_done=is_done)
    who = people(data.get("participants"), around)
    if "kind" not in data:
        around.faults.append(field_error("kind", "FIELD_REQUIRED"))
    if not values.get("starts_at") and not is_done and not _named(around, "at"):
        around.faults.append(field_error("at", "FIELD_REQUIRED"))
    start = values.get("starts_at")
    if is_done and start and start > at + AHEAD:
        reason = _("it is said to be done, but lies ahead; plan it instead")
        around.faults.append(field_error("at", "FIELD_INVALID", reason=reason))
    finished(around)
    who = who or _usual_people(lead, base, by)
    owner = values.pop("owner", None) or by
    activity = Activity(
        **(_of_base(base) | values | {"starts_at": start or at}),
        lead=lead,
        state=ActivityState.COMPLETED if is_done else ActivityState.PENDING,
        completed_at=at if is_done else None,
        completed_by=by if is_done else None,
        organisation=by.organisation,
        owner=owner,
        unit=owner.unit,
        group=owner.unit.group,
        created_by=by,
        team=keeping.team_of(owner, who),
        created_at=at,
        updated_at=at,
    )
    compute(activity)
    activity.save(force_insert=True)
    keeping.put_people(activity, who)
    _record(activity, data, by=by, at=at, is_done=is_done)
    return activity


def _record(activity: Activity, data: Mapping[str, Any], *, by: User, at: datetime, is_done: bool) -> None:
    said = {name for name in keeping.SAID if name.replace("currency", "amount") in data}
    keeping.tell_lead(activity, said, by=by, at=at, is_contact=is_done)
    if not is_done:
        keeping.keep_next(activity.lead)
    kind = ActivityLogged if is_done else ActivityPlanned
    record(kind(activity=activity, own=own.answers_of(activity), by=by.party(), at=at))


def _is_done(data: Mapping[str, Any], around: Around) -> bool:
    given = data.get("state")
    if given in (PLANNED, DONE):
        return bool(given == DONE)
    if given not in (None, ""):
        reason = _("choose one of: {allowed}").format(allowed=f"{PLANNED}, {DONE}")
        around.faults.append(field_error("state", "FIELD_INVALID", reason=reason))
        return False
    if not data.get("at"):
        return False
    try:
        start = moments({"at": data["at"]}, Around(by=around.by, at=around.at)).get("starts_at")
    except Refused:
        return False
    return bool(start and start <= around.at)


def _named(around: Around, name: str) -> bool:
    return any(fault.field == name for fault in around.faults)


def _usual_people(lead: Lead | None, base: Activity | None, by: User) -> People:
    """Return who takes part where nobody was named: those of the activity it is based on, else the lead's contact.

    Whom the writer may not know does not come along.
    """
    if base is not None:
        lines = list(base.participants.select_related("contact", "user"))
        return People(
            tuple(line.contact for line in lines if line.contact and may_name(by, line.contact, base.lead)),
            tuple(line.user for line in lines if line.user and line.user.is_active),
        )
    contact = lead.contact if lead else None
    return People((contact,)) if contact else People()


def _of_base(base: Activity | None) -> dict[str, Any]:
    if base is None:
        return {}
    return {"based_on": base, "chain": base.chain or base.pk, "subject": base.subject}
