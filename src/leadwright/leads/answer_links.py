"""The links in the mails of an offer and of a reminder: signed for one person, one mail and one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing

from leadwright.clocks.models import Clock
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.models import Entry
from leadwright.leads.facts import LeadStillWorked
from leadwright.leads.models import Lead, Offer
from leadwright.leads.models.offers import Answer
from leadwright.leads.states import ClockKind
from leadwright.people.access import may
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.models import User

SALT = "leadwright.answer-from-mail"
ANSWERS = (Answer.ACCEPTED, Answer.REJECTED)
WORKING = "working"
REMINDER_LASTS = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a link stands for: who answers what about which lead, and until when; no offer is that of a reminder."""

    user: User
    lead: Lead
    answer: str
    until: datetime | None
    offer: Offer | None = None


def links_for(offer: Offer | None, user: User) -> Mapping[str, str]:
    """Return the links by which a user answers an offer from the mail, if the company that got it allows that."""
    if offer is None or user.organisation_id != offer.organisation_id:
        return {}
    if not offer.organisation.answers_by_mail or not may(user, "lead.accept"):
        return {}
    return {answer.value: _address(offer.pk, user, answer.value) for answer in ANSWERS}


def links_of_reminder(lead: Lead, user: User, *, at: datetime) -> Mapping[str, str]:
    """Return the link by which the owner says that a lead is still worked on, if the company allows that."""
    if lead.owner_id != user.pk or not _allowed(lead) or not may(user, "lead.edit"):
        return {}
    return {WORKING: _address(lead.pk, user, WORKING, int(at.timestamp()))}


def _allowed(lead: Lead) -> bool:
    """Tell whether the company that handles a lead lets it be answered from the mail."""
    return lead.organisation is not None and lead.organisation.answers_by_mail


def _address(number: int, user: User, answer: str, since: int = 0) -> str:
    token = signing.dumps([number, user.pk, answer, since], salt=SALT)
    return f"{settings.BASE_URL}/answer/{token}/"


def open_link(token: str, *, at: datetime) -> Asked:
    """Return what an open link asks; one that is used, late or not allowed any more is refused, a made-up one unknown.

    Nothing is opened for whoever may not sign in, or has not agreed to the terms.
    """
    number, person, answer, since = _read(token)
    rows = User.objects.who_sign_in().with_rights().select_related("organisation")
    user = rows.filter(pk=person).first()
    if user is None:
        raise NotFound
    if answer == WORKING:
        return _of_reminder(number, user, since=datetime.fromtimestamp(since, UTC), at=at)
    return _of_offer(number, user, Answer(answer), at=at)


def _of_offer(number: int, user: User, answer: Answer, *, at: datetime) -> Asked:
    offer = Offer.objects.select_related("organisation", "lead__origin").filter(pk=number).first()
    if offer is None or offer.lead.deleted_at or user.organisation_id != offer.organisation_id:
        raise NotFound
    _refuse_if_closed(user)
    if offer.answer:
        refuse("MAIL_ANSWER_USED")
    until = _deadline(offer)
    if until is not None and until <= at:
        refuse("MAIL_ANSWER_EXPIRED")
    return Asked(user=user, lead=offer.lead, answer=answer.value, until=until, offer=offer)


def _of_reminder(number: int, user: User, *, since: datetime, at: datetime) -> Asked:
    lead = Lead.objects.select_related("origin").filter(pk=number, deleted_at=None, owner=user.pk).first()
    if lead is None:
        raise NotFound
    _refuse_if_closed(user)
    said = Entry.objects.about("lead", lead.pk).filter(fact=LeadStillWorked.name, at__gte=since)
    if since + REMINDER_LASTS <= at or said.exists():
        refuse("REMINDER_ANSWERED")
    return Asked(user=user, lead=lead, answer=WORKING, until=since + REMINDER_LASTS)


def _refuse_if_closed(user: User) -> None:
    if not user.organisation.answers_by_mail:
        refuse("MAIL_ANSWERS_OFF")
    if not has_agreed(user):
        refuse("TERMS_NOT_ACCEPTED")


def _read(token: str) -> tuple[int, int, str, int]:
    try:
        number, person, answer, since = signing.loads(token, salt=SALT)
        return int(number), int(person), str(answer), int(since)
    except (signing.BadSignature, ValueError, TypeError) as no:
        raise NotFound from no


def _deadline(offer: Offer) -> datetime | None:
    clocks = Clock.objects.running().about("lead", [offer.lead_id]).filter(kind=ClockKind.ACCEPT)
    return clocks.values_list("due_at", flat=True).first()
