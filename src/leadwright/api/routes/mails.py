"""Mails that came in: lists, one with all it says, its original, and the verbs of whoever sorts them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api import mail_shapes as shapes
from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, given, known
from leadwright.api.documented import mails as documented
from leadwright.api.documented import nouns, parts
from leadwright.api.lead_answers import asker, lead_payload, number_of
from leadwright.api.lead_bodies import LeadBody, NoBody
from leadwright.api.parameters import PAGING, SWITCH, switch
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.foundation.numbers import number_in
from leadwright.foundation.parameters import refuse_parameter
from leadwright.inbox.models import RawArrival
from leadwright.leads.fetching import fetch_lead
from leadwright.mails import actions, listing
from leadwright.mails.models import Mail, MailKind, MailQuerySet
from leadwright.mails.originals import original_of
from leadwright.people.access import require
from leadwright.people.models import User

router = Router()
arrivals = Router()
SORTS = Rights(permissions=("mail.manage",))
ENTERS = Rights(permissions=("mail.manage", "lead.create"))
SHARES = Rights(permissions=("lead.edit",))
PARAMETERS = [
    {
        "name": "lead",
        "in": "query",
        "schema": {"type": "string"},
        "description": "those of one lead: 17 or L-17",
    },
    {"name": "kind", "in": "query", "schema": {"type": "string", "enum": [*MailKind.values, ""]}},
    {"name": "without_lead", "in": "query", "schema": SWITCH, "description": "those that wait to be sorted"},
    {"name": "put_aside", "in": "query", "schema": SWITCH, "description": "those that were put aside"},
    *PAGING,
]


@router.get(
    "",
    operation_id="list_mails",
    response={200: parts.Page[documented.MailInList]},
    openapi_extra={"parameters": PARAMETERS},
)
def index(request: HttpRequest) -> HttpResponse:
    """List mails, the latest first: of one lead, without a lead, put aside, or all of the own company's."""
    rows = listing.of_kind(_rows(request), _kind(request))
    result, after = page(
        rows, cursor=request.GET.get("cursor"), size=limit_of(request.GET.get("limit")), order="mails"
    )
    return json({"items": [shapes.line(row) for row in result], "next": after or None, "count": None})


def _rows(request: HttpRequest) -> MailQuerySet:
    by, lead = asker(request), request.GET.get("lead", "")
    waiting, put_aside = switch(request, "without_lead"), switch(request, "put_aside")
    if lead:
        if waiting or put_aside:
            refuse_parameter("lead", _("a mail of a lead neither waits nor was it put aside"))
        number = number_in(lead.upper().removeprefix("L-"))
        if number is None:
            refuse_parameter("lead", _("write the number of a lead, such as 17 or L-17"))
        return listing.mails_of_lead(number, by=by)
    if waiting or put_aside:
        return listing.without_lead(by=by, put_aside=put_aside)
    return listing.of_company(by=by)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    if kind and kind not in MailKind.values:
        refuse_parameter("kind", _("choose one that exists and that you can see"))
    return kind


@router.get("/{id}", operation_id="get_mail", response={200: documented.Mail})
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read one mail, with what may be done with it."""
    return json(shapes.mail(_seen(id, asker(request)), by=asker(request)))


@router.get("/{id}/original", operation_id="get_original_mail", response={200: str})
def original(request: HttpRequest, id: str) -> HttpResponse:
    """Hand out a mail byte for byte, as it arrived."""
    mail = _seen(id, asker(request))
    answer = HttpResponse(original_of(mail), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post("/{id}/attach", operation_id="attach_mail", response={200: documented.Mail})
@repeatable(SORTS)
def attach(request: HttpRequest, id: str, body: shapes.AttachBody = SENT) -> HttpResponse:
    """File a mail without a lead with one; it is then that lead's for good."""
    mail = actions.attach(number_of(id), given(request), by=asker(request), at=now())
    return json(shapes.mail(_again(mail), by=asker(request)))


@router.post("/{id}/put-aside", operation_id="put_mail_aside", response={200: documented.Mail})
@repeatable(SORTS)
def put_aside(request: HttpRequest, id: str, body: shapes.PutAsideBody = SENT) -> HttpResponse:
    """Say that a mail needs nothing more, and why; it is kept."""
    mail = actions.put_aside(number_of(id), given(request), by=asker(request), at=now())
    return json(shapes.mail(_again(mail), by=asker(request)))


@router.post("/{id}/share", operation_id="share_mail", response={200: documented.Mail})
@repeatable(SHARES)
def share(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
    """Let the other company that has to do with the lead read a mail of it."""
    known(request, NoBody)
    mail = actions.share(number_of(id), by=asker(request), at=now())
    return json(shapes.mail(_again(mail), by=asker(request)))


@router.post("/{id}/lead", operation_id="make_lead_of_mail", response={201: nouns.Lead})
@repeatable(ENTERS)
def make_lead(request: HttpRequest, id: str, body: LeadBody = SENT) -> HttpResponse:
    """Enter a lead from a mail and file the mail with it; what the body leaves out is taken from the mail."""
    by, at = asker(request), now()
    lead = actions.make_lead(number_of(id), given(request), by=by, at=at)
    seen = fetch_lead(lead.pk, by=by)
    answer = json(lead_payload(seen, by=by, at=at), status=201, version=seen.version)
    answer["Location"] = f"/api/v1/leads/{lead.pk}"
    return answer


def _seen(id: str, by: User) -> Mail:
    return Mail.objects.fetch(number_of(id), by=by)


def _again(mail: Mail) -> Mail:
    return Mail.objects.with_surroundings().get(pk=mail.pk)


@arrivals.get(
    "",
    operation_id="list_stuck_arrivals",
    response={200: parts.Page[documented.Arrival]},
    openapi_extra={"parameters": list(PAGING)},
)
def stuck(request: HttpRequest) -> HttpResponse:
    """List what arrived and could not be read or filed, the latest first."""
    by = asker(request)
    require(by, "mail.manage")
    rows = RawArrival.objects.within_reach(by, "mail.manage").stuck().defer("content")
    result, after = page(
        rows, cursor=request.GET.get("cursor"), size=limit_of(request.GET.get("limit")), order="arrivals"
    )
    return json({"items": [shapes.arrival(row) for row in result], "next": after or None, "count": None})


@arrivals.post("/{id}/read-again", operation_id="read_arrival_again", response={200: documented.Arrival})
@repeatable(SORTS)
def read_again(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
    """Let an arrival wait for its turn once more; a worker reads it within seconds."""
    known(request, NoBody)
    return json(shapes.arrival(actions.read_again(number_of(id), by=asker(request), at=now())))
