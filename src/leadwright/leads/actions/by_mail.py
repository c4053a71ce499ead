"""Answer an offer by the link in its mail, as the person whom the link was made for."""

from datetime import datetime

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.leads.actions.answering import accept, reject
from leadwright.leads.answer_links import open_link
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.models.offers import Answer
from leadwright.leads.offers import open_offer


@action
def answer_by_link(token: str, *, at: datetime, reason: str = "") -> Lead:
    """Accept or reject the offer of a link by the verbs of its person, who needs the same rights as on the page."""
    asked = open_link(token, at=at)
    lead = locked(asked.offer.lead_id, by=asked.user)
    offer = open_offer(lead)
    if offer is None or offer.pk != asked.offer.pk:
        refuse("MAIL_ANSWER_USED")
    if asked.answer == Answer.ACCEPTED:
        return accept(lead.pk, by=asked.user, at=at)
    return reject(lead.pk, by=asked.user, at=at, reason=reason)
