"""Start work on a lead, and say what it is: an opportunity, something to nurture, or invalid."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields
from leadwright.foundation.text import trimmed
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.cleaning import clean_number, clean_text, tried
from leadwright.leads.facts import LeadQualified, LeadStarted
from leadwright.leads.gaps import Gap, filled, gaps_after
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, OutcomeReason, Status
from leadwright.leads.owning import owned_after_move
from leadwright.leads.parties import keep_main, locked_with
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.searching import index
from leadwright.leads.states import Qualification, State
from leadwright.people.models import User

MOST_DAYS = 3650
OUTCOMES = {
    "opportunity": Qualification.OPPORTUNITY,
    "nurture": Qualification.NURTURE,
    "invalid": Qualification.INVALID,
}


@action
def start(number: int, *, by: User, at: datetime, status: str | None = None) -> Lead:
    """Begin work: the lead goes to a status in progress, once all that is mandatory is there."""
    lead = locked(number, by=by)
    begin(lead, may=by, by=by.party(), at=at, status=status)
    return lead


def begin(lead: Lead, *, may: User, by: Party, at: datetime, status: str | None = None) -> None:
    """Begin work on a lead that is held, as far as a user may: also for a room above, which does it by itself."""
    check(lead, Verb.START, by=may)
    new = Rulebook(lead.type, may).chosen(lead, status, State.IN_PROGRESS)
    refuse_fields(missing(lead))
    old = lead.status.code
    lead.store(status=new, at=at)
    record(LeadStarted(lead=lead, from_status=old, by=by, at=at))


def missing(lead: Lead) -> list[FieldError]:
    """Name what is mandatory for work on a lead and is not there."""
    needed = {"description": lead.description, "contact": lead.contact_id, "owner": lead.owner_id}
    return [field_error(name, "FIELD_REQUIRED") for name, value in needed.items() if not value]


@action
def qualify(
    number: int,
    *,
    by: User,
    at: datetime,
    outcome: object = None,
    description: object = None,
    contact: object = None,
    owner: object = None,
    reason: object = None,
    reason_text: object = None,
    review_days: object = None,
) -> Lead:
    """Store what was found out; description, contact and owner are mandatory each time.

    What is nurtured is looked at again after `review_days`, else after as many as the type of the lead says.
    """
    lead = locked_with(number, contact, by=by)
    check(lead, Verb.QUALIFY, by=by)
    result = _outcome(outcome)
    text = clean_text("reason_text", reason_text, longest=2000)
    faults: list[FieldError] = []
    why = _reason(result, reason, text, faults)
    days = tried(faults, lambda: _review_days(lead, result, review_days))
    columns = _confirmed(lead, by, faults, description=description, contact=contact, owner=owner)
    refuse_fields(faults or _unreachable(lead, columns))
    columns |= filled(lead, columns)
    former, old, channels = lead.owner_id, lead.status.code, lead.own_channels
    status = _status(lead, result)
    Rulebook(lead.type, by).refuse_unless_allowed(lead, status, columns)
    lead.store(status=status, **columns, **_result(result, why, text, at), at=at)
    keep_main(lead)
    index(lead)
    data: dict[str, Any] = {"outcome": result.value, "reason": why.code if why else "", "text": text}
    data["review_days"] = days
    before: dict[str, Any] = {"from_status": old, "former_owner_id": former, "former_channels": channels}
    record(LeadQualified(lead=lead, **data, **before, by=by.party(), at=at))
    return lead


def _unreachable(lead: Lead, columns: dict[str, Any]) -> list[FieldError]:
    """Name the channel that the contact of a lead that was brought in still lacks."""
    gap = Gap.CONTACT_CHANNEL.value
    return [field_error(gap, "FIELD_REQUIRED")] if gap in gaps_after(lead, columns) else []


def _outcome(given: object) -> Qualification:
    if given in (None, ""):
        refuse("FIELD_REQUIRED", field="outcome")
    match = OUTCOMES.get(given) if isinstance(given, str) else None
    if match is None:
        refuse("FIELD_INVALID", field="outcome", reason=_("it must be opportunity, nurture or invalid"))
    return match


def _reason(
    qualification: Qualification, reason: object, text: str, faults: list[FieldError]
) -> OutcomeReason | None:
    if qualification is not Qualification.INVALID:
        return None
    return tried(faults, lambda: references.qualification_reason(reason, text))


def _review_days(lead: Lead, qualification: Qualification, given: object) -> int | None:
    if qualification is not Qualification.NURTURE:
        return None
    return clean_number("review_days", given, least=1, most=MOST_DAYS) or lead.type.review_days


def _confirmed(
    lead: Lead, by: User, faults: list[FieldError], *, description: object, contact: object, owner: object
) -> dict[str, Any]:
    given = {"description": description, "contact": contact, "owner": owner}
    empty = [name for name, value in given.items() if value in (None, "", {}) or not trimmed(str(value))]
    faults.extend(field_error(name, "FIELD_REQUIRED") for name in empty)
    columns: dict[str, Any] = {}
    if "description" not in empty:
        columns["description"] = tried(faults, lambda: clean_text("description", description))
    if "contact" not in empty:
        pk = contact.get("id") if isinstance(contact, dict) else contact
        columns["contact"] = tried(faults, lambda: references.contact(pk, by=by, lead=lead))
    if "owner" not in empty:
        chosen = tried(faults, lambda: references.owner(owner, organisation_id=lead.organisation_id))
        if chosen is not None:
            columns |= {"owner": chosen, "unit": chosen.unit, **owned_after_move(lead, chosen.unit)}
    return columns


def _result(
    qualification: Qualification, why: OutcomeReason | None, text: str, at: datetime
) -> dict[str, Any]:
    result: dict[str, Any] = {"qualification": qualification, "qualified_at": at}
    if qualification is Qualification.INVALID:
        result |= {"lost_reason": why, "reason_text": text, "completed_at": at}
    return result


def _status(lead: Lead, qualification: Qualification) -> Status:
    kind = lead.type
    chosen = {
        Qualification.OPPORTUNITY: kind.opportunity_status,
        Qualification.NURTURE: kind.nurture_status
        if lead.state == State.PENDING
        else kind.nurture_progress_status,
        Qualification.INVALID: kind.invalid_status,
    }[qualification]
    if chosen is None:
        refuse("STATUS_NOT_ALLOWED", field="outcome", because="NO_SUCH_STATUS", status=qualification.label)
    return chosen
