"""Offer a lead to an organisation, a unit or a person, and take an offer back."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.actions.answering import back_to_queue
from leadwright.leads.facts import LeadOffered, LeadWithdrawn
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, Offer
from leadwright.leads.models.offers import Answer
from leadwright.leads.offers import answer_offer, withdraw_former
from leadwright.leads.owning import owned_after_move
from leadwright.leads.states import Acceptance
from leadwright.people.models import Unit, User


class Target(NamedTuple):
    """Whom a lead is offered to: always a unit, perhaps with one user in mind."""

    unit: Unit
    user: User | None = None


@action
def offer(
    number: int,
    *,
    by: User,
    at: datetime,
    organisation: object = None,
    unit: object = None,
    user: object = None,
) -> Lead:
    """Offer a lead to one organisation (id), unit (id) or user (e-mail); an open offer is replaced."""
    lead = locked(number, by=by)
    check(lead, Verb.OFFER, by=by)
    target = chosen_target(by, organisation=organisation, unit=unit, user=user)
    return place_offer(lead, target, by=by, at=at)


def chosen_target(by: User, *, organisation: object, unit: object, user: object) -> Target:
    """Return the unit, and perhaps the user, that one of three references means."""
    given = [
        name for name, value in (("organisation", organisation), ("unit", unit), ("user", user)) if value
    ]
    if not given:
        refuse("FIELD_REQUIRED", field="organisation")
    if len(given) > 1:
        text = _("choose an organisation, a unit or a user, not several")
        refuse("FIELD_INVALID", field=given[1], reason=text)
    if user:
        chosen = references.target_user(user, by=by)
        return Target(chosen.unit, chosen)
    if unit:
        return Target(references.target_unit(unit, by=by))
    return Target(_reception(by, organisation))


def _reception(by: User, organisation: object) -> Unit:
    result = references.by_id(references.target_organisations(by), organisation, field="organisation")
    reception = result.receiving_unit()
    if reception is None:
        refuse("FIELD_INVALID", field="organisation", reason=_("this organisation has no unit yet"))
    return reception


def place_offer(lead: Lead, target: Target, *, by: User, at: datetime) -> Lead:
    """Store an offer on a locked lead: it ends waiting, whoever it went to."""
    withdraw_former(lead, by=by, at=at)
    placed = Offer.objects.create(
        lead=lead,
        organisation=target.unit.group.organisation,
        unit=target.unit,
        user=target.user,
        offered_by=by,
        at=at,
    )
    lead.store(
        sender=by.organisation,
        organisation=placed.organisation,
        **owned_after_move(lead, target.unit),
        unit=target.unit,
        offered_to=target.user,
        owner=None,
        acceptance=Acceptance.AWAITING,
        at=at,
    )
    record(LeadOffered(lead=lead, offer=placed, by=by.party(), at=at))
    return lead


@action
def withdraw(number: int, *, by: User, at: datetime) -> Lead:
    """Take an unanswered offer back into the queue."""
    lead = locked(number, by=by)
    check(lead, Verb.WITHDRAW, by=by)
    placed = answer_offer(lead, Answer.WITHDRAWN, by=by, at=at)
    if placed is None:
        refuse("STATE_NOT_ALLOWED", because="NOT_OFFERED")
    back_to_queue(lead, placed, at=at, acceptance=Acceptance.NOT_NEEDED)
    record(LeadWithdrawn(lead=lead, offer=placed, by=by.party(), at=at))
    return lead
