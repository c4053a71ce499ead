"""Answer an offer or a reminder by the link in its mail, as the person whom the link was made for."""

from datetime import datetime

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.leads.actions.answering import accept, reject
from leadwright.leads.actions.working import note_work
from leadwright.leads.answer_links import WORKING, Asked, open_link
from leadwright.leads.facts import LeadStillWorked
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.models.offers import Answer
from leadwright.leads.offers import open_offer


@action
def answer_by_link(token: str, *, at: datetime, reason: str = "") -> Lead:
    """Do what a link stands for by the verbs of its person, who needs the same rights as on the page."""
    asked = open_link(token, at=at)
    lead = locked(asked.lead.pk, by=asked.user)
    if asked.answer == WORKING:
        return _still_working(lead, open_link(token, at=at), at=at)
    offer = open_offer(lead)
    if offer is None or asked.offer is None or offer.pk != asked.offer.pk:
        refuse("MAIL_ANSWER_USED")
    if asked.answer == Answer.ACCEPTED:
        return accept(lead.pk, by=asked.user, at=at)
    return reject(lead.pk, by=asked.user, at=at, reason=reason)


def _still_working(lead: Lead, asked: Asked, *, at: datetime) -> Lead:
    """Say that a locked lead is still worked on, which is an update for its clock; asked for anew under the lock."""
    check(lead, Verb.EDIT, by=asked.user)
    record(LeadStillWorked(lead=lead, by=asked.user.party(), at=at))
    note_work(lead, by=asked.user.party(), at=at, is_contact=True)
    return lead
