"""Make a task: by somebody, or by a room above for a step of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.computing import compute
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound, field_error, refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import check as check_lead
from leadwright.leads.locking import locked as locked_lead
from leadwright.leads.models import Lead
from leadwright.people.access import require
from leadwright.people.models import Organisation, User
from leadwright.tasks import ladder, own
from leadwright.tasks.actions.keeping import team_of
from leadwright.tasks.cleaning import (
    ASKED,
    IN_CHARGE,
    Around,
    InCharge,
    columns,
    in_charge,
    moments,
    refuse_unknown,
)
from leadwright.tasks.facts import TaskMade
from leadwright.tasks.lifecycle import WORKS
from leadwright.tasks.models import Task


@action
def make(data: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Make a task for somebody, a unit or a role of the own company, of a lead or of none.

    It is due at the moment that is given, or after so many working days; nobody named is whoever makes it. Refuses
    all fields that are wrong at once.
    """
    require(by, WORKS)
    around = Around(by=by, at=at, lead=_lead(data, by=by))
    refuse_unknown(data, around, *ASKED, *IN_CHARGE, "lead", "fields")
    values = columns(data, around) | moments(data, around) | own.begun(data, around)
    whom = in_charge(data, around)
    if not values.get("subject") and not _named(around, "subject"):
        around.faults.append(field_error("subject", "FIELD_REQUIRED"))
    if not values.get("due_at") and not {"due", "working_days"} & {fault.field for fault in around.faults}:
        around.faults.append(field_error("due", "FIELD_REQUIRED"))
    around.finished()
    return put(
        whom or InCharge(user=by), values, organisation=by.organisation, lead=around.lead, by=by, at=at
    )


def put(
    whom: InCharge,
    values: Mapping[str, Any],
    *,
    organisation: Organisation,
    lead: Lead | None,
    at: datetime,
    by: User | None = None,
    party: Party | None = None,
    process: int | None = None,
    step: str = "",
) -> Task:
    """Store a task of a lead that is held, with cleaned columns; `party` names who does it where no user does."""
    doer = party or (by.party() if by else None)
    if doer is None:
        raise ValueError("somebody makes a task: a user, or a party")
    task = Task(
        **({"starts_at": at} | dict(values) | whom.columns()),
        lead=lead,
        process=process,
        step=step,
        organisation=organisation,
        created_by=by,
        team=team_of(whom.user.pk if whom.user else None, by.pk if by else None),
        created_at=at,
        updated_at=at,
    )
    task.notice_at = ladder.next_notice(task)
    compute(task)
    task.save(force_insert=True)
    record(TaskMade(task=task, own=own.answers_of(task), by=doer, at=at))
    return task


def _named(around: Around, name: str) -> bool:
    return any(fault.field == name for fault in around.faults)


def _lead(data: Mapping[str, Any], *, by: User) -> Lead | None:
    """Return the lead that is named, held, if work can be planned on it."""
    given = data.get("lead")
    if given in (None, ""):
        return None
    text = given.upper().removeprefix("L-") if isinstance(given, str) else given
    try:
        lead = locked_lead(number_in(text) or 0, by=by)
    except NotFound:
        refuse("FIELD_INVALID", field="lead", reason=_("choose a lead that exists and that you can see"))
    check_lead(lead, LeadVerb.SCHEDULE, by=by)
    return lead
