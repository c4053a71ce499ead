"""The links in the mail of an offer: signed for one person, one offer and one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing

from leadwright.clocks.models import Clock
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.leads.models import Offer
from leadwright.leads.models.offers import Answer
from leadwright.leads.states import ClockKind
from leadwright.people.access import may
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.models import User

SALT = "leadwright.answer-from-mail"
ANSWERS = (Answer.ACCEPTED, Answer.REJECTED)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a link stands for: who answers which offer how, and until when."""

    user: User
    offer: Offer
    answer: Answer
    until: datetime | None


def links_for(offer: Offer | None, user: User) -> Mapping[str, str]:
    """Return the links by which a user answers an offer from the mail, if the company that got it allows that."""
    if offer is None or user.organisation_id != offer.organisation_id:
        return {}
    if not offer.organisation.answers_by_mail or not may(user, "lead.accept"):
        return {}
    return {answer.value: f"{settings.BASE_URL}/answer/{_sign(offer, user, answer)}/" for answer in ANSWERS}


def _sign(offer: Offer, user: User, answer: Answer) -> str:
    return signing.dumps([offer.pk, user.pk, answer.value], salt=SALT)


def open_link(token: str, *, at: datetime) -> Asked:
    """Return what an open link asks; one that is used, late or not allowed any more is refused, a made-up one unknown.

    Nothing is opened for whoever may not sign in, or has not agreed to the terms.
    """
    number, person, answer = _read(token)
    rows = Offer.objects.select_related("organisation", "lead__origin")
    offer = rows.filter(pk=number, lead__deleted_at=None).first()
    user = User.objects.who_sign_in().with_rights().filter(pk=person).first()
    if offer is None or user is None or user.organisation_id != offer.organisation_id:
        raise NotFound
    if not offer.organisation.answers_by_mail:
        refuse("MAIL_ANSWERS_OFF")
    if not has_agreed(user):
        refuse("TERMS_NOT_ACCEPTED")
    if offer.answer:
        refuse("MAIL_ANSWER_USED")
    until = _deadline(offer)
    if until is not None and until <= at:
        refuse("MAIL_ANSWER_EXPIRED")
    return Asked(user=user, offer=offer, answer=answer, until=until)


def _read(token: str) -> tuple[int, int, Answer]:
    try:
        number, person, answer = signing.loads(token, salt=SALT)
        return int(number), int(person), Answer(answer)
    except (signing.BadSignature, ValueError, TypeError) as no:
        raise NotFound from no


def _deadline(offer: Offer) -> datetime | None:
    clocks = Clock.objects.running().about("lead", [offer.lead_id]).filter(kind=ClockKind.ACCEPT)
    return clocks.values_list("due_at", flat=True).first()
