"""Contacts: list, create, read and change."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Router

from leadwright.accounts.filters import CONTACTS, contacts_for
from leadwright.api import contact_shapes as shapes
from leadwright.api.answers import json, limit_of, version_of
from leadwright.api.asking_again import on_contact
from leadwright.api.bodies import SENT, ContactBody, DistinctionBody, DraftBody, MergeBody, UnmergeBody, known
from leadwright.api.cautions import without_cautions
from leadwright.api.documented import nouns, parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.parameters import BY_OWN_FIELDS, chosen, parameters_of
from leadwright.api.repeats import repeatable
from leadwright.api.shapes import actions_open
from leadwright.contacts import actions, duplicates, finding, listing
from leadwright.contacts.drafting import draft_of
from leadwright.contacts.lifecycle import allowed_actions
from leadwright.contacts.likeness import likenesses
from leadwright.contacts.models import Contact, ContactQuerySet
from leadwright.foundation.clock import now
from leadwright.foundation.markers import marker, place_of
from leadwright.people.access import require
from leadwright.people.models import User

router = Router()


@router.get(
    "",
    operation_id="list_contacts",
    response={200: parts.Page[nouns.Contact]},
    openapi_extra={"parameters": parameters_of(CONTACTS, BY_OWN_FIELDS)},
)
def index(request: HttpRequest) -> HttpResponse:
    """List the contacts within reach by name; with q one page of those that the text means, the best first."""
    by, size = asker(request), limit_of(request.GET.get("limit"))
    require(by, "contact.view")
    table = contacts_for(by)
    narrowed = chosen(request, table, by=by, at=now())
    order, cursor = narrowed.order, request.GET.get("cursor")

    def narrow(rows: ContactQuerySet) -> ContactQuerySet:
        return table.narrow(rows, narrowed)

    if q := narrowed.values.get("q"):
        return _page(finding.find_contacts(q, by=by, limit=size, narrow=narrow), by=by, after=None)
    place = place_of(cursor, listing.kinds(order), order=order) if cursor else None
    rows = listing.page_with_places(by, narrow=narrow, size=size + 1, order=order, after=place)
    after = marker(rows[size - 1][1], order=order) if len(rows) > size else None
    return _page([contact for contact, _place in rows[:size]], by=by, after=after)


def _page(rows: list[Contact], *, by: User, after: str | None) -> HttpResponse:
    items = shapes.contacts(rows, by=by, at=now())
    return json({"items": items, "next": after, "count": None})


def _with_actions(contact: Contact, request: HttpRequest) -> dict[str, Any]:
    by = asker(request)
    (answer,) = shapes.contacts([contact], by=by, at=now())
    alike = {"equals_blocked": [shapes.likeness(row) for row in likenesses(contact, by=by)]}
    return answer | alike | actions_open(allowed_actions(contact, by))


@router.post("/duplicates", operation_id="find_duplicates", response={200: parts.All[nouns.Match]})
@without_cautions
def duplicates_of(request: HttpRequest, body: DraftBody = SENT) -> HttpResponse:
    """Find the contacts within reach that a contact as it is typed so far may repeat; nothing is stored."""
    by = asker(request)
    require(by, "contact.view")
    result = duplicates.likely(draft_of(known(request, DraftBody), by=by), by=by)
    return json({"items": [shapes.match(row, by=by, at=now()) for row in result]})


@router.post("", operation_id="create_contact", response={201: nouns.ContactWithActions})
@repeatable(on_contact("contact.create"))
def create(request: HttpRequest, body: ContactBody = SENT) -> HttpResponse:
    """Enter a person or a company."""
    contact = actions.enter(known(request, ContactBody), by=asker(request), at=now())
    response = json(_with_actions(contact, request), status=201, version=contact.version)
    response["Location"] = f"{request.path}/{contact.pk}"
    return response


@router.get("/{id}", operation_id="get_contact", response={200: nouns.ContactWithActions})
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read one contact, with what may be done with it."""
    rows, pk = Contact.objects.within_reach(asker(request), "contact.view"), number_of(id)
    contact = rows.survivor_of(pk)
    if contact is not None and contact.pk != pk:
        return HttpResponseRedirect(request.path.replace(f"/{id}", f"/{contact.pk}"))
    contact = rows.with_channels().fetch(pk)
    return json(_with_actions(contact, request), version=contact.version)


@router.patch("/{id}", operation_id="change_contact", response={200: nouns.ContactWithActions})
def change(request: HttpRequest, id: str, body: ContactBody = SENT) -> HttpResponse:
    """Change a contact on the version named by If-Match; an absent field stays."""
    version = version_of(request)
    contact = actions.edit(
        number_of(id), by=asker(request), at=now(), version=version, **known(request, ContactBody)
    )
    return json(_with_actions(contact, request), version=contact.version)


@router.post(
    "/{id}/distinguish", operation_id="distinguish_contacts", response={200: nouns.ContactWithActions}
)
@repeatable(on_contact("contact.edit"))
def distinguish(request: HttpRequest, id: str, body: DistinctionBody = SENT) -> HttpResponse:
    """Decide that this contact is not the same as `other`, a blocked one in its `equals_blocked`."""
    other = known(request, DistinctionBody).get("other")
    contact = actions.distinguish(number_of(id), other=other, by=asker(request), at=now())
    return json(_with_actions(contact, request), version=contact.version)


@router.post("/{id}/merge", operation_id="merge_contacts", response={200: nouns.ContactWithActions})
@repeatable(on_contact("contact.merge"))
def merge(request: HttpRequest, id: str, body: MergeBody = SENT) -> HttpResponse:
    """Make another contact part of this one; `take` names the fields whose values come from the other."""
    sent = known(request, MergeBody)
    other, take = sent.get("other"), sent.get("take") or []
    contact = actions.merge(number_of(id), other=other, by=asker(request), at=now(), take=take)
    return json(_with_actions(contact, request), version=contact.version)


@router.post("/{id}/unmerge", operation_id="unmerge_contacts", response={200: nouns.ContactWithActions})
@repeatable(on_contact("contact.merge"))
def unmerge(request: HttpRequest, id: str, body: UnmergeBody = SENT) -> HttpResponse:
    """Undo the latest merger into this contact, or that with `other`; answers with the one that stands again."""
    other = known(request, UnmergeBody).get("other")
    contact = actions.unmerge(number_of(id), by=asker(request), at=now(), other=other)
    return json(_with_actions(contact, request), version=contact.version)
