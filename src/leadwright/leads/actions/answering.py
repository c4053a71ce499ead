"""Answer an offer: accept it or turn it down."""

from datetime import datetime

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.leads.cleaning import clean_text
from leadwright.leads.facts import LeadAccepted, LeadRejected
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, Offer
from leadwright.leads.models.offers import Answer
from leadwright.leads.offers import answer_offer
from leadwright.leads.owning import owned_after_move, owned_on_return
from leadwright.leads.states import Acceptance
from leadwright.people.access import require
from leadwright.people.models import User


@action
def accept(number: int, *, by: User, at: datetime) -> Lead:
    """Take a waiting lead on: the acceptor becomes its owner. Accepting one's own again changes nothing."""
    lead = locked(number, by=by)
    require(by, "lead.accept", lead)
    if lead.accepted_by_id == by.pk and lead.is_open:
        return lead
    check(lead, Verb.ACCEPT, by=by)
    offer = answer_offer(lead, Answer.ACCEPTED, by=by, at=at)
    lead.store(
        owner=by,
        accepted_by=by,
        accepted_at=at,
        unit=by.unit,
        **owned_after_move(lead, by.unit),
        offered_to=None,
        acceptance=Acceptance.ACCEPTED,
        at=at,
    )
    record(LeadAccepted(lead=lead, offer=offer, by=by.party(), at=at))
    return lead


@action
def reject(number: int, *, by: User, at: datetime, reason: str = "") -> Lead:
    """Turn an offered lead down: it goes back, unassigned, to its sender's queue."""
    text = clean_text("reason", reason, longest=2000)
    lead = locked(number, by=by)
    check(lead, Verb.REJECT, by=by)
    offer = answer_offer(lead, Answer.REJECTED, by=by, at=at, reason=text)
    if offer is None:
        refuse("STATE_NOT_ALLOWED", because="NOT_SENT")
    back_to_queue(lead, offer, at=at, acceptance=Acceptance.REJECTED)
    record(LeadRejected(lead=lead, offer=offer, reason=text, by=by.party(), at=at))
    return lead


def back_to_queue(lead: Lead, offer: Offer, *, at: datetime, acceptance: Acceptance) -> None:
    """Put a lead back into its sender's queue, where nobody handles it."""
    lead.store(
        organisation=None,
        unit=None,
        owner=None,
        offered_to=None,
        team=[],
        **owned_on_return(lead, offer.offered_by.unit),
        acceptance=acceptance,
        at=at,
    )
