"""Consents of a contact: read the states and the ledger, write into it, hand out the proof."""

from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import WithJsonSchema

from leadwright.api.answers import json
from leadwright.api.asking_again import on_contact
from leadwright.api.bodies import CODE, ID, MOMENT, SENT, TEXT, YES_NO, Body, known
from leadwright.api.documented import choices
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.repeats import repeatable
from leadwright.consent import actions
from leadwright.consent.matrix import Cell, matrix
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender, Event
from leadwright.consent.proof import proof
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.days import last_moment
from leadwright.foundation.labels import Listed
from leadwright.foundation.parameters import refuse_parameter
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.models import User

router = Router()


class ConsentBody(Body):
    """What is known of one channel × sender × purpose; `wording` is the id of one in the consent lists."""

    channel: Annotated[Any, WithJsonSchema({"type": "string", "examples": ["email"]})] = None
    sender: CODE = None
    purpose: CODE = None
    act: Annotated[
        Any,
        WithJsonSchema({"type": "string", "enum": ["given", "withdrawn", "objected", "expired", "imported"]}),
    ] = None
    source: TEXT = None
    wording: ID = None
    evidence: TEXT = None
    at: MOMENT = None
    confirm: YES_NO = None
    suppress: YES_NO = None


@router.get("/contacts/{id}/consents", operation_id="get_consents", response={200: choices.Consents})
@part_of(Feature.CONSENTS)
def show(request: HttpRequest, id: str, at: str | None = None) -> HttpResponse:
    """Read each cell of channel × sender × purpose, now or at a moment (a date is its end), and the events."""
    by = asker(request)
    contact = Contact.objects.within_reach(by, "contact.view").fetch(number_of(id))
    result = matrix(contact, at=_moment(at, by) if at else now())
    own = contact.organisation_id == by.organisation_id
    events = [event_payload(event, own=own) for event in result.events]
    return json({"items": [cell_payload(cell) for cell in result.cells], "events": events})


@router.post(
    "/contacts/{id}/consents", operation_id="record_consent", response={201: choices.RecordedConsent}
)
@part_of(Feature.CONSENTS)
@repeatable(on_contact("contact.consent"))
def record(request: HttpRequest, id: str, body: ConsentBody = SENT) -> HttpResponse:
    """Write what is known of one cell; with `confirm` the person is asked by mail first."""
    sent, at = known(request, ConsentBody), now()
    event = actions.enter(number_of(id), sent, by=asker(request), at=at)
    cell = matrix(event.contact, at=at).cell(event)
    return json({"event": event_payload(event, own=True), "cell": cell_payload(cell)}, status=201)


@router.get("/contacts/{id}/consents/proof", operation_id="get_consent_proof", response={200: choices.Proof})
@part_of(Feature.CONSENTS)
def show_proof(request: HttpRequest, id: str) -> HttpResponse:
    """Read all events with their wordings word for word and the hashes of their history entries."""
    by = asker(request)
    contact = Contact.objects.within_reach(by, "contact.view").fetch(number_of(id))
    check(contact, Verb.RECORD_CONSENT, by=by)
    return json(proof(contact, at=now()))


@router.get("/consent-lists", operation_id="list_consent_lists", response={200: choices.ConsentLists})
@part_of(Feature.CONSENTS)
def lists(request: HttpRequest) -> HttpResponse:
    """List the channels, senders, purposes and wordings that a consent is made of."""
    purposes = ConsentPurpose.objects.prefetch_related("wordings")
    data = {
        "channels": [_listed(row) for row in ConsentChannel.objects.all()],
        "senders": [_listed(row) for row in ConsentSender.objects.all()],
        "purposes": [
            {
                **_listed(purpose),
                "wordings": [_wording(row) for row in purpose.wordings.all()],
            }
            for purpose in purposes
        ],
    }
    return json(data)


def _listed(row: Listed) -> choices.Listed:
    return {"code": row.code, "label": row.label, "retired": row.is_retired}


def _wording(row: Any) -> choices.Wording:
    return {"id": row.pk, "version": row.version, "language": row.language, "text": row.text}


def cell_payload(cell: Cell) -> choices.Cell:
    """Return one cell with its derived state."""
    return {
        "channel": cell.channel.code,
        "sender": cell.sender.code,
        "purpose": cell.purpose.code,
        "state": cell.standing.state.value,
        "since": cell.standing.since,
        "suppressed": cell.standing.is_suppressed,
        "event": cell.standing.event,
    }


def event_payload(event: Event, *, own: bool) -> dict[str, Any]:
    """Return one event; words and names are told to its owner alone."""
    data = {
        "id": event.pk,
        "at": event.at,
        "recorded_at": event.recorded_at,
        "channel": event.channel,
        "sender": event.sender.code,
        "purpose": event.purpose.code,
        "act": event.act,
        "origin": event.origin,
        "wording": _wording(event.wording) if event.wording else None,
        "awaits_until": event.awaits_until,
        "evidence_at": event.evidence_at,
    }
    words = {"source": event.source, "evidence": event.evidence, "actor": event.actor_id}
    return data | (words if own else {})


def _moment(text: str, by: User) -> datetime:
    """Return a moment, or the end of a date in the reader's zone."""
    try:
        if len(text) == 10:
            return _known(last_moment(date.fromisoformat(text), ZoneInfo(by.time_zone)))
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        reason = _("write a date, or a moment with its time zone, such as 2026-03-01T12:00:00+01:00")
        refuse_parameter("at", reason)
    return _known(read)


def _known(at: datetime) -> datetime:
    if not 1990 <= at.year <= 2200:
        refuse_parameter("at", _("choose a day between 1990 and 2200"))
    return at
