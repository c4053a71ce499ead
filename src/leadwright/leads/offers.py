"""The open offer of a lead that is held, and what becomes of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from leadwright.foundation.batches import known, note, write
from leadwright.foundation.copying import update_each
from leadwright.leads.models import Lead, Offer
from leadwright.leads.models.offers import Answer
from leadwright.people.models import User, profiles_of, stored_profiles

ANSWERED = ("answer", "answered_by", "answered_at", "reason")


def open_offer(lead: Lead) -> Offer | None:
    """Return the offer of a locked lead that waits for an answer, with the rights of who made it."""
    return known(_name(lead.pk), lambda: _open_offers([lead.pk]).get(lead.pk))


def open_offers_of(numbers: Collection[int]) -> None:
    """Ask for the open offers of several locked leads at once, for the rest of the action."""
    offers = _open_offers(numbers)
    for number in numbers:
        note(_name(number), offers.get(number))


def last_offer(lead: Lead) -> Offer | None:
    """Return the latest offer of a locked lead, with the rights of who made it."""
    return known(_last(lead.pk), lambda: _last_offers([lead.pk]).get(lead.pk))


def last_offers_of(numbers: Collection[int]) -> None:
    """Ask for the latest offers of several locked leads at once, for the rest of the action."""
    offers = _last_offers(numbers)
    for number in numbers:
        note(_last(number), offers.get(number))


def answer_offer(lead: Lead, answer: Answer, *, by: User, at: datetime, reason: str = "") -> Offer | None:
    """Store the answer to the open offer of a locked lead, if it has one."""
    offer = open_offer(lead)
    if offer is not None:
        offer.answer, offer.answered_by, offer.answered_at, offer.reason = answer, by, at, reason
        note(_name(lead.pk), None)
        write(_store, offer)
    return offer


def no_offer_yet(lead: Lead) -> None:
    """Say of a lead that this action has entered that it was offered to nobody."""
    note(_name(lead.pk), None)


def withdraw_former(lead: Lead, *, by: User, at: datetime) -> None:
    """End the open offer of a locked lead at once, since another one takes its place: a lead has one."""
    offer = open_offer(lead)
    if offer is not None:
        offer.answer, offer.answered_by, offer.answered_at = Answer.WITHDRAWN, by, at
        note(_name(lead.pk), None)
        _store([offer])


def _name(number: int) -> tuple[str, int]:
    return ("open offer", number)


def _last(number: int) -> tuple[str, int]:
    return ("last offer", number)


def _open_offers(numbers: Collection[int]) -> dict[int, Offer]:
    return _by_lead(Offer.objects.filter(lead__in=numbers, answer=""))


def _last_offers(numbers: Collection[int]) -> dict[int, Offer]:
    return _by_lead(Offer.objects.filter(lead__in=numbers).order_by("lead", "-at", "-pk").distinct("lead"))


def _by_lead(offers: "QuerySet[Offer]") -> dict[int, Offer]:
    """Return offers by their leads, with whom they went to and the rights of who made them."""
    rows = offers.select_related("offered_by__unit__group", "organisation")
    rows = rows.annotate(sender_profiles=profiles_of("offered_by"))
    data: dict[int, Offer] = {offer.lead_id: offer for offer in rows}
    for offer in rows:
        offer.offered_by.held = stored_profiles(offer.sender_profiles)
    return data


def _store(offers: Sequence[Offer]) -> None:
    update_each(offers, ANSWERED)
