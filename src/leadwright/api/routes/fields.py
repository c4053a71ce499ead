"""Own fields: what they are, and the verbs of whoever makes them."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api.answers import json, version_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, known, switch
from leadwright.api.documented import fields as documented
from leadwright.api.documented import parts
from leadwright.api.field_shapes import CopyBody, FieldBody, FieldChange, PurgeBody
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.repeats import repeatable
from leadwright.fields import actions
from leadwright.fields.describing import definition, definitions
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import MAKERS
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse_fields
from leadwright.people.models import User

router = Router()
RIGHTS = Rights(permissions=MAKERS)


@router.get("", operation_id="list_fields", response={200: parts.Page[documented.Field]})
def index(request: HttpRequest) -> HttpResponse:
    """List the fields for all and those of one's own company, retired ones too, in their order."""
    rows = OwnField.objects.within_reach(asker(request)).order_by("subject", "position", "pk")
    items = definitions(list(rows))
    return json({"items": items, "next": None, "count": len(items)})


@router.post("", operation_id="make_field", response={201: documented.Field})
@repeatable(RIGHTS)
def make(request: HttpRequest, body: FieldBody = SENT) -> HttpResponse:
    """Make a field: for all, or with a key that begins with `own_` for the own company alone."""
    by = asker(request)
    row = actions.make(known(request, FieldBody), by=by, at=now())
    response = json(definition(_seen(row.pk, by)), status=201, version=row.version)
    response["Location"] = f"{request.path}/{row.pk}"
    return response


@router.get("/{number}", operation_id="get_field", response={200: documented.Field})
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Read one field."""
    row = _seen(number_of(number), asker(request))
    return json(definition(row), version=row.version)


@router.patch("/{number}", operation_id="change_field", response={200: documented.Field})
def change(request: HttpRequest, number: str, body: FieldChange = SENT) -> HttpResponse:
    """Change what is said of a field, on the version named by If-Match if there is one; its kind never changes."""
    by, sent = asker(request), known(request, FieldBody)
    row = actions.change(number_of(number), sent, by=by, at=now(), version=version_of(request))
    return json(definition(_seen(row.pk, by)), version=row.version)


@router.post("/{number}/retire", operation_id="retire_field", response={200: documented.Field})
@repeatable(RIGHTS)
def retire(request: HttpRequest, number: str, body: NoBody = SENT) -> HttpResponse:
    """Let a field take no new values; what was entered stays."""
    known(request, NoBody)
    by = asker(request)
    row = actions.retire(number_of(number), by=by, at=now())
    return json(definition(_seen(row.pk, by)), version=row.version)


@router.post("/{number}/copy", operation_id="copy_field", response={200: documented.Copied})
@repeatable(RIGHTS)
def copy(request: HttpRequest, number: str, body: CopyBody = SENT) -> HttpResponse:
    """Copy the values of a field into another of the same subject and for the same companies, or only count."""
    sent = known(request, CopyBody)
    faults: list[FieldError] = []
    switches = {name: switch(name, sent, faults) for name in ("dry_run", "overwrite")}
    currency = sent.get("currency") or ""
    if not isinstance(currency, str):
        faults.append(field_error("currency", "FIELD_INVALID", reason=_("it must be text")))
    refuse_fields(faults)
    by = asker(request)
    result = actions.copy(number_of(number), sent.get("to"), by=by, at=now(), currency=currency, **switches)
    return json(asdict(result))


@router.post("/{number}/purge", operation_id="purge_field", response={200: documented.Purged})
@repeatable(RIGHTS)
def purge(request: HttpRequest, number: str, body: PurgeBody = SENT) -> HttpResponse:
    """Remove a retired field with all its values for good, once it is confirmed how many rows have one."""
    sent = known(request, PurgeBody)
    rows = actions.purge(number_of(number), by=asker(request), at=now(), confirm=sent.get("confirm"))
    return json({"rows": rows})


def _seen(number: int, by: User) -> OwnField:
    row = OwnField.objects.within_reach(by).filter(pk=number).first()
    if row is None:
        raise NotFound
    return row
