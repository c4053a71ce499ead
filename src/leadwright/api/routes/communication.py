"""Communicating leads: write to their contacts, read what was said, and keep the templates for it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api.answers import json, limit_of, version_of
from leadwright.api.asking_again import Rights, on_lead
from leadwright.api.bodies import SENT, known
from leadwright.api.communication_bodies import CommunicateBody, TemplateBody, TemplateChange
from leadwright.api.documented import communication as documented
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.repeats import repeatable
from leadwright.communication import actions
from leadwright.communication.describing import parts_of
from leadwright.communication.models import Communication, Enclosure, Medium, Role, Template
from leadwright.communication.tag_table import known_tags
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.foundation.refusals import NotFound
from leadwright.leads.fetching import fetch_lead
from leadwright.messages.models import Message
from leadwright.people.access import require_any
from leadwright.people.models import User
from leadwright.people.reach import Permission

router = Router()
WRITERS: tuple[Permission, ...] = ("lead.communicate", "configuration.edit", "user.manage")
RIGHTS = Rights(permissions=("configuration.edit", "user.manage"))


@router.get(
    "/leads/{number}/communications",
    operation_id="list_communications",
    response={200: parts.Page[documented.Communication]},
)
def index(
    request: HttpRequest, number: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """Read what one's own side said to the contact of a lead, and what the other side shared, newest first."""
    by = asker(request)
    lead = fetch_lead(number_of(number), by=by)
    rows = Communication.objects.filter(lead=lead, copy_of=None).open_to(by).newest_first()
    result, after = page(rows, cursor=cursor, size=limit_of(limit), order="communications")
    items = payloads(result, by=by)
    return json({"items": items, "next": after or None, "count": None})


@router.post(
    "/leads/{number}/communicate",
    operation_id="communicate_lead",
    response={201: documented.Communication},
    tags=["verbs"],
)
@repeatable(on_lead("lead.communicate"))
def communicate(request: HttpRequest, number: str, body: CommunicateBody = SENT) -> HttpResponse:
    """Write to the contact of a lead by mail, or note what was said by another medium."""
    sent = known(request, CommunicateBody)
    by = asker(request)
    row = actions.communicate(number_of(number), sent, by=by, at=now())
    return json(payloads([row], by=by)[0], status=201)


@router.get("/media", operation_id="list_media", response={200: parts.Page[documented.Medium]})
def media(request: HttpRequest) -> HttpResponse:
    """List by what people communicate, in its order."""
    require_any(asker(request), *WRITERS)
    return _listed([medium_payload(row) for row in Medium.objects.all()])


@router.get("/tags", operation_id="list_tags", response={200: parts.Page[documented.Tag]})
def tags(request: HttpRequest) -> HttpResponse:
    """List the tags that one can write, own fields included."""
    by = asker(request)
    require_any(by, *WRITERS)
    return _listed([{"name": name, "label": label} for name, label in known_tags(by).items()])


@router.get("/templates", operation_id="list_templates", response={200: parts.Page[documented.Template]})
def templates(request: HttpRequest) -> HttpResponse:
    """List the templates for all and those of one's own company, retired ones too, in their order."""
    by = asker(request)
    require_any(by, *WRITERS)
    return _listed([template_payload(row) for row in Template.objects.within_reach(by)])


@router.post("/templates", operation_id="make_template", response={201: documented.Template})
@repeatable(RIGHTS)
def make(request: HttpRequest, body: TemplateBody = SENT) -> HttpResponse:
    """Make a template: for all, or with `own` for one's own company alone."""
    row = actions.make_template(known(request, TemplateBody), by=asker(request), at=now())
    response = json(template_payload(row), status=201, version=row.version)
    response["Location"] = f"{request.path}/{row.pk}"
    return response


@router.get("/templates/{number}", operation_id="get_template", response={200: documented.Template})
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Read one template."""
    by = asker(request)
    row = _seen(number_of(number), by)
    require_any(by, *WRITERS)
    return json(template_payload(row), version=row.version)


@router.patch("/templates/{number}", operation_id="change_template", response={200: documented.Template})
def change(request: HttpRequest, number: str, body: TemplateChange = SENT) -> HttpResponse:
    """Change what is said of a template, on the version named by If-Match if there is one."""
    sent = known(request, TemplateChange)
    row = actions.change_template(
        number_of(number), sent, by=asker(request), at=now(), version=version_of(request)
    )
    return json(template_payload(row), version=row.version)


@router.post(
    "/templates/{number}/retire", operation_id="retire_template", response={200: documented.Template}
)
@repeatable(RIGHTS)
def retire(request: HttpRequest, number: str, body: NoBody = SENT) -> HttpResponse:
    """Let a template be chosen no longer; what was written with it stays."""
    known(request, NoBody)
    row = actions.retire_template(number_of(number), by=asker(request), at=now())
    return json(template_payload(row), version=row.version)


def _seen(number: int, by: User) -> Template:
    row = Template.objects.within_reach(by).filter(pk=number).first()
    if row is None:
        raise NotFound
    return row


def _listed(items: list[Any]) -> HttpResponse:
    return json({"items": items, "next": None, "count": len(items)})


def medium_payload(row: Medium) -> documented.Medium:
    """Return one medium."""
    return {
        "code": row.code,
        "label": row.label,
        "target": row.target,
        "limit": row.limit,
        "consent_channel": row.consent_channel,
        "retired": row.is_retired,
    }


def template_payload(row: Template) -> dict[str, Any]:
    """Return one template."""
    data: dict[str, Any] = {"id": row.pk, "code": row.code, "organisation": row.organisation_id}
    return data | parts_of(row) | {"retired": row.is_retired, "version": row.version}


def payloads(rows: Collection[Communication], *, by: User) -> list[documented.Communication]:
    """Return some communications, with where the mails among them are and what they carry."""
    prefetch_related_objects([*rows], "enclosures__file", "copies")
    keys = [each.message_key for row in rows for each in (row, *row.copies.all()) if each.message_key]
    states = dict(Message.objects.filter(key__in=keys).values_list("key", "state")) if keys else {}
    return [_payload(row, states, by) for row in rows]


def _payload(row: Communication, states: Mapping[str, str], by: User) -> documented.Communication:
    went_to = sorted((row, *row.copies.all()), key=lambda each: (each.role != Role.TO, each.pk))
    return {
        "id": row.pk,
        "at": row.at,
        "by": row.by.email,
        "by_name": row.by.name,
        "organisation": row.organisation_id,
        "medium": row.medium.code,
        "direction": row.direction,
        "address": row.address,
        "subject": row.subject,
        "text": row.text,
        "template": row.template_id,
        "marketing": row.is_marketing,
        "sender": row.sender.code if row.sender else None,
        "purpose": row.purpose.code if row.purpose else None,
        "automatic": row.is_automatic,
        "shared": row.is_shared,
        "files": [_enclosure(enclosure, by) for enclosure in row.enclosures.all()],
        "recipients": [_recipient(each, states) for each in went_to if row.message_key],
        "delivery": states.get(row.message_key),
    }


def _recipient(row: Communication, states: Mapping[str, str]) -> documented.Recipient:
    return {"role": row.role, "address": row.address, "delivery": states.get(row.message_key)}


def _enclosure(row: Enclosure, by: User) -> documented.Enclosure:
    is_readable = row.file is not None and row.file.is_open_to(by.organisation_id)
    return {"id": row.file_id if is_readable else None, "name": row.name, "size": row.size}
