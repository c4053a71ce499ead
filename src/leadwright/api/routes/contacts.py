"""Contacts: list, create, read and change."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api import shapes
from leadwright.api.answers import cursor_to, json, limit_of, place_of, version_of
from leadwright.api.bodies import SENT, ContactBody, MergeBody, UnmergeBody, known
from leadwright.api.reading import asker, number_of
from leadwright.api.repeats import repeatable
from leadwright.contacts import actions
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import sort_key
from leadwright.people.access import require

router = Router()


@router.get("", operation_id="list_contacts")
def index(
    request: HttpRequest, q: str = "", limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """List the contacts within reach by name."""
    by, size = asker(request), limit_of(limit)
    require(by, "contact.view")
    if "\x00" in q:
        refuse("MALFORMED", reason=_("{name} is given once, as plain text").format(name="q"))
    rows = Contact.objects.within_reach(by, "contact.view").matching(sort_key(q)[:200])
    if cursor:
        rows = rows.after(*place_of(cursor, order="name", length=2))
    found = list(rows.with_channels().order_by("sort_name", "pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    after = cursor_to("name", [last.sort_name, last.pk]) if last else None
    return json(
        {"items": [shapes.contact(one, at=now()) for one in found[:size]], "next": after, "count": None}
    )


@router.post("", operation_id="create_contact", response={201: dict[str, Any]})
@repeatable
def create(request: HttpRequest, body: ContactBody = SENT) -> HttpResponse:
    """Enter a person or a company."""
    contact = actions.enter(known(request, ContactBody), by=asker(request), at=now())
    response = json(shapes.contact(contact, at=now()), status=201, version=contact.version)
    response["Location"] = f"{request.path}/{contact.pk}"
    return response


@router.get("/{id}", operation_id="get_contact")
def show(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """Read one contact."""
    rows, pk = Contact.objects.within_reach(asker(request), "contact.view"), number_of(id)
    contact = rows.survivor_of(pk)
    if contact is not None and contact.pk != pk:
        return HttpResponseRedirect(request.path.replace(f"/{id}", f"/{contact.pk}"))
    contact = rows.with_channels().found(pk)
    return json(shapes.contact(contact, at=now()), version=contact.version)


@router.patch("/{id}", operation_id="change_contact")
def change(request: HttpRequest, id: str, body: ContactBody = SENT) -> HttpResponse:  # noqa: A002
    """Change a contact on the version named by If-Match; an absent field stays."""
    version = version_of(request)
    contact = actions.edit(
        number_of(id), by=asker(request), at=now(), version=version, **known(request, ContactBody)
    )
    return json(shapes.contact(contact, at=now()), version=contact.version)


@router.post("/{id}/merge", operation_id="merge_contacts")
@repeatable
def merge(request: HttpRequest, id: str, body: MergeBody = SENT) -> HttpResponse:  # noqa: A002
    """Make another contact part of this one; `take` names the fields whose values come from the other."""
    sent = known(request, MergeBody)
    other, take = sent.get("other"), sent.get("take") or []
    contact = actions.merge(number_of(id), other=other, by=asker(request), at=now(), take=take)
    return json(shapes.contact(contact, at=now()), version=contact.version)


@router.post("/{id}/unmerge", operation_id="unmerge_contacts")
@repeatable
def unmerge(request: HttpRequest, id: str, body: UnmergeBody = SENT) -> HttpResponse:  # noqa: A002
    """Undo the latest merger into this contact, or that with `other`; answers with the one that stands again."""
    other = known(request, UnmergeBody).get("other")
    contact = actions.unmerge(number_of(id), by=asker(request), at=now(), other=other)
    return json(shapes.contact(contact, at=now()), version=contact.version)
