"""The verbs of a lead; each is guarded by its own lock, so none needs a version."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api.answers import json
from leadwright.api.asking_again import on_lead
from leadwright.api.bodies import SENT, Body, given
from leadwright.api.documented import nouns, parts
from leadwright.api.lead_answers import asker, lead_payload, number_of
from leadwright.api.lead_bodies import (
    AssignBody,
    ConvertBody,
    ExtendBody,
    LoseBody,
    NoBody,
    OfferBody,
    PostponeBody,
    QualifyBody,
    RejectBody,
    StatusBody,
    WinBody,
)
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import field_error, refuse_fields
from leadwright.leads import actions
from leadwright.leads.features import part_of
from leadwright.leads.models import Lead
from leadwright.leads.states import Feature
from leadwright.people.access import reaches

router = Router()


def _done(
    request: HttpRequest,
    number: str,
    shape: type[Body],
    action: Callable[..., Lead],
    *,
    unused: tuple[str, ...] = (),
) -> HttpResponse:
    sent = given(request)
    strange = sorted(sent.keys() - shape.model_fields.keys() - set(unused))
    refuse_fields(field_error(name, "FIELD_UNKNOWN") for name in strange)
    by, at = asker(request), now()
    arguments = {name: value for name, value in sent.items() if name not in unused and value is not None}
    lead = action(number_of(number), by=by, at=at, **arguments)
    if not reaches(by, "lead.view", lead):
        return json(_gone(lead), version=lead.version)
    return json(lead_payload(lead, by=by, at=at), version=lead.version)


def _gone(lead: Lead) -> dict[str, Any]:
    """Return what is left to say of a lead that has just left one's reach."""
    return {"number": lead.pk, "code": str(lead), "acceptance": lead.acceptance, "version": lead.version}


@router.post("/{number}/offer", operation_id="offer_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.offer"))
def offer(request: HttpRequest, number: str, body: OfferBody = SENT) -> HttpResponse:
    """Offer a lead to an organisation, a unit or a user; an open offer is replaced."""
    return _done(request, number, OfferBody, actions.offer)


@router.post("/{number}/withdraw", operation_id="withdraw_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.offer"))
def withdraw(request: HttpRequest, number: str, body: NoBody = SENT) -> HttpResponse:
    """Take an unanswered offer back into the queue."""
    return _done(request, number, NoBody, actions.withdraw)


@router.post("/{number}/accept", operation_id="accept_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.accept"))
def accept(request: HttpRequest, number: str, body: NoBody = SENT) -> HttpResponse:
    """Take a waiting lead on and become its owner; again by the same user changes nothing."""
    return _done(request, number, NoBody, actions.accept)


@router.post("/{number}/reject", operation_id="reject_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.reject"))
def reject(request: HttpRequest, number: str, body: RejectBody = SENT) -> HttpResponse:
    """Turn an offered lead down; it goes back to its sender."""
    return _done(request, number, RejectBody, actions.reject)


@router.post("/{number}/start", operation_id="start_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.start"))
def start(request: HttpRequest, number: str, body: StatusBody = SENT) -> HttpResponse:
    """Begin work on a pending lead."""
    return _done(request, number, StatusBody, actions.start)


@router.post("/{number}/qualify", operation_id="qualify_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.qualify"))
def qualify(request: HttpRequest, number: str, body: QualifyBody = SENT) -> HttpResponse:
    """Say what the lead is: an opportunity, something to nurture, or invalid."""
    return _done(request, number, QualifyBody, actions.qualify)


@router.post("/{number}/extend", operation_id="extend_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.edit"))
def extend(request: HttpRequest, number: str, body: ExtendBody = SENT) -> HttpResponse:
    """Note that the customer of an open lead showed interest again."""
    return _done(request, number, ExtendBody, actions.extend)


@router.post("/{number}/postpone", operation_id="postpone_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.edit"))
def postpone(request: HttpRequest, number: str, body: PostponeBody = SENT) -> HttpResponse:
    """Put the clock that runs out next off: once, by the owner, with a reason, as far as the type lets him."""
    return _done(request, number, PostponeBody, actions.postpone)


@router.post("/{number}/win", operation_id="win_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.win"))
def win(request: HttpRequest, number: str, body: WinBody = SENT) -> HttpResponse:
    """Close a lead as won; with conversion in force the contact becomes a customer by it."""
    return _done(request, number, WinBody, actions.win, unused=("reason", "reason_text"))


@router.post("/{number}/convert", operation_id="convert_lead", response={200: nouns.Lead | parts.LeftReach})
@part_of(Feature.CONVERSION)
@repeatable(on_lead("lead.win"))
def convert(request: HttpRequest, number: str, body: ConvertBody = SENT) -> HttpResponse:
    """Make a customer of the contact of a lead that was won without: once."""
    return _done(request, number, ConvertBody, actions.convert)


@router.post("/{number}/lose", operation_id="lose_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.lose"))
def lose(request: HttpRequest, number: str, body: LoseBody = SENT) -> HttpResponse:
    """Close a lead as lost, with a reason."""
    return _done(request, number, LoseBody, actions.lose)


@router.post("/{number}/cancel", operation_id="cancel_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.cancel"))
def cancel(request: HttpRequest, number: str, body: StatusBody = SENT) -> HttpResponse:
    """Cancel a lead that was made by mistake."""
    return _done(request, number, StatusBody, actions.cancel)


@router.post("/{number}/assign", operation_id="assign_lead", response={200: nouns.Lead | parts.LeftReach})
@repeatable(on_lead("lead.assign"))
def assign(request: HttpRequest, number: str, body: AssignBody = SENT) -> HttpResponse:
    """Give a lead another owner, or move it to another unit."""
    return _done(request, number, AssignBody, actions.assign)
