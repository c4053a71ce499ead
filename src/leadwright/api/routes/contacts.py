"""Contacts: list, create, read and change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api import shapes
from leadwright.api.answers import cursor_to, json, limit_of, place_of, version_of
from leadwright.api.bodies import SENT, ContactBody, given
from leadwright.api.reading import asker, number_of
from leadwright.api.repeats import repeatable
from leadwright.contacts import actions, duplicates, finding
from leadwright.contacts.drafting import draft_of
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.people.access import require

router = Router()


@router.get("", operation_id="list_contacts")
def index(
    request: HttpRequest, q: str = "", limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """List the contacts within reach by name; with q one page of those that the text means, the best first."""
    by, size = asker(request), limit_of(limit)
    require(by, "contact.view")
    if "\x00" in q:
        refuse("MALFORMED", reason=_("{name} is given once, as plain text").format(name="q"))
    if q.strip():
        return _page(finding.found(q, by=by, limit=size), after=None)
    rows = Contact.objects.within_reach(by, "contact.view")
    if cursor:
        rows = rows.after(*place_of(cursor, order="name", length=2))
    found = list(rows.with_channels().order_by("sort_name", "pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return _page(found[:size], after=cursor_to("name", [last.sort_name, last.pk]) if last else None)


def _page(found: list[Contact], *, after: str | None) -> HttpResponse:
    items = [shapes.contact(one, at=now()) for one in found]
    return json({"items": items, "next": after, "count": None})


@router.post("/duplicates", operation_id="find_duplicates")
def duplicates_of(request: HttpRequest, body: ContactBody = SENT) -> HttpResponse:
    """Find the contacts within reach that a contact as it is typed so far may repeat; nothing is stored."""
    by = asker(request)
    require(by, "contact.view")
    found = duplicates.likely(draft_of(_known(request), by=by), by=by)
    return json({"items": [shapes.match(one, at=now()) for one in found]})


@router.post("", operation_id="create_contact", response={201: dict[str, Any]})
@repeatable
def create(request: HttpRequest, body: ContactBody = SENT) -> HttpResponse:
    """Enter a person or a company."""
    contact = actions.enter(_known(request), by=asker(request), at=now())
    response = json(shapes.contact(contact, at=now()), status=201, version=contact.version)
    response["Location"] = f"{request.path}/{contact.pk}"
    return response


@router.get("/{id}", operation_id="get_contact")
def show(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """Read one contact."""
    contact = Contact.objects.within_reach(asker(request), "contact.view").found(number_of(id))
    return json(shapes.contact(contact, at=now()), version=contact.version)


@router.patch("/{id}", operation_id="change_contact")
def change(request: HttpRequest, id: str, body: ContactBody = SENT) -> HttpResponse:  # noqa: A002
    """Change a contact on the version named by If-Match; an absent field stays."""
    version = version_of(request)
    contact = actions.edit(number_of(id), by=asker(request), at=now(), version=version, **_known(request))
    return json(shapes.contact(contact, at=now()), version=contact.version)


def _known(request: HttpRequest) -> dict[str, Any]:
    sent = given(request)
    strange = sorted(sent.keys() - ContactBody.model_fields.keys())
    refuse_fields(field_error(name, "FIELD_UNKNOWN") for name in strange)
    return sent
