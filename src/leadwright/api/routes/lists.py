"""What bodies refer to by a code: the lists that an organisation names itself, in the reader's language."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.accounts.models import AccountClass, CreditRating
from leadwright.api.answers import json
from leadwright.api.documented import choices, parts
from leadwright.api.lead_answers import asker
from leadwright.contacts.models import ContactGroup, ContactTitle
from leadwright.foundation.labels import Listed, Named
from leadwright.leads.features import part_of
from leadwright.leads.models import (
    Category,
    DealSegment,
    DealType,
    OutcomeReason,
    PartyRole,
    Product,
    Source,
)
from leadwright.leads.references import offered_competitors, offered_outcome_reasons, offered_sources
from leadwright.leads.states import Feature, ReasonKind
from leadwright.people.access import may, require, require_any
from leadwright.people.giving import may_give
from leadwright.people.models import Profile, User

router = Router()
Row = TypeVar("Row", bound=Named)
OUTCOMES = {ReasonKind.CLOSING: "lost", ReasonKind.QUALIFICATION: "invalid"}


def _reader(request: HttpRequest) -> User:
    """Return who asks: somebody who sees leads, or enters them."""
    by = asker(request)
    require_any(by, "lead.view", "lead.create")
    return by


def _reader_of_contacts(request: HttpRequest) -> User:
    by = asker(request)
    require_any(by, "contact.view", "contact.create")
    return by


def _answer(rows: Iterable[Row], shape: Callable[[Row], dict[str, Any]]) -> HttpResponse:
    items = [shape(row) for row in rows]
    return json({"items": items, "next": None, "count": len(items)})


def _named(row: Named) -> dict[str, Any]:
    return {"code": row.code, "label": row.label}


def _listed(row: Listed) -> dict[str, Any]:
    return _named(row) | {"retired": row.is_retired}


def _offered(row: Listed, offered: Collection[int]) -> dict[str, Any]:
    """Return a row of which the active definition may offer only some."""
    return _listed(row) | {"offered": row.pk in offered}


@router.get("/sources", operation_id="list_sources", response={200: parts.Page[choices.Offered]})
def sources(request: HttpRequest) -> HttpResponse:
    """List the sources of leads; a new lead can be given those that are `offered`."""
    _reader(request)
    offered = {row.pk for row in offered_sources()}
    return _answer(Source.objects.all(), lambda row: _offered(row, offered))


@router.get("/lost-reasons", operation_id="list_lost_reasons", response={200: parts.Page[choices.LostReason]})
def lost_reasons(request: HttpRequest) -> HttpResponse:
    """List the reasons for which a lead is lost or invalid; some ask for `reason_text` too."""
    _reader(request)
    offered = {row.pk for row in offered_outcome_reasons()}
    return _answer(
        OutcomeReason.objects.all(),
        lambda row: (
            _offered(row, offered) | {"outcome": OUTCOMES[ReasonKind(row.kind)], "needs_text": row.needs_text}
        ),
    )


@router.get("/deal-segments", operation_id="list_deal_segments", response={200: parts.Page[choices.Listed]})
def deal_segments(request: HttpRequest) -> HttpResponse:
    """List what a closed deal can be about."""
    _reader(request)
    return _answer(DealSegment.objects.all(), _listed)


@router.get("/deal-types", operation_id="list_deal_types", response={200: parts.Page[choices.Listed]})
def deal_types(request: HttpRequest) -> HttpResponse:
    """List the kinds of products in a deal."""
    _reader(request)
    return _answer(DealType.objects.all(), _listed)


@router.get("/categories", operation_id="list_categories", response={200: parts.Page[choices.Category]})
def categories(request: HttpRequest) -> HttpResponse:
    """List the categories of leads with their guidance; which of them a type allows stands with the type."""
    _reader(request)
    return _answer(Category.objects.all(), lambda row: _listed(row) | {"guidance": row.advice})


@router.get("/products", operation_id="list_products", response={200: parts.Page[choices.Product]})
@part_of(Feature.PRODUCTS)
def products(request: HttpRequest) -> HttpResponse:
    """List goods and services; which of them a type allows stands with the type."""
    _reader(request)
    return _answer(
        Product.objects.all(), lambda row: _listed(row) | {"kind": row.kind, "description": row.description}
    )


@router.get("/competitors", operation_id="list_competitors", response={200: parts.Page[choices.Competitor]})
@part_of(Feature.COMPETITORS)
def competitors(request: HttpRequest) -> HttpResponse:
    """List the competitors that the active definition offers."""
    _reader(request)
    return _answer(
        offered_competitors(),
        lambda row: _listed(row) | {"website": row.website, "description": row.description},
    )


@router.get("/contact-roles", operation_id="list_contact_roles", response={200: parts.Page[choices.Role]})
def contact_roles(request: HttpRequest) -> HttpResponse:
    """List the roles in a lead: of a company (`partner`, for `role`) and of a person (for `person_role`)."""
    _reader(request)
    return _answer(PartyRole.objects.all(), lambda row: _listed(row) | {"kind": row.kind})


@router.get(
    "/contact-groups", operation_id="list_contact_groups", response={200: parts.Page[choices.ContactGroup]}
)
def contact_groups(request: HttpRequest) -> HttpResponse:
    """List the groups that contacts are put in; a brand group asks for segment and fleet code."""
    _reader_of_contacts(request)
    return _answer(ContactGroup.objects.all(), lambda row: _listed(row) | {"brand": row.is_brand})


@router.get("/contact-titles", operation_id="list_contact_titles", response={200: parts.Page[choices.Listed]})
def contact_titles(request: HttpRequest) -> HttpResponse:
    """List how persons are addressed; the `title` of a company is always `company`."""
    _reader_of_contacts(request)
    return _answer(ContactTitle.objects.all(), _listed)


@router.get(
    "/account-classes", operation_id="list_account_classes", response={200: parts.Page[choices.Listed]}
)
@part_of(Feature.CONVERSION)
def account_classes(request: HttpRequest) -> HttpResponse:
    """List the classes of accounts receivable."""
    _reader_of_contacts(request)
    return _answer(AccountClass.objects.all(), _listed)


@router.get("/credit-ratings", operation_id="list_credit_ratings", response={200: parts.Page[choices.Listed]})
@part_of(Feature.CONVERSION)
def credit_ratings(request: HttpRequest) -> HttpResponse:
    """List the credit ratings of accounts receivable."""
    _reader_of_contacts(request)
    return _answer(CreditRating.objects.all(), _listed)


@router.get("/profiles", operation_id="list_profiles", response={200: parts.Page[choices.Profile]})
def profiles(request: HttpRequest) -> HttpResponse:
    """List the profiles that are shipped and those of one's own organisation; `givable` are what one may give."""
    by = asker(request)
    require(by, "user.view")
    items = [_profile(row, by=by) for row in Profile.objects.known_to(by).order_by("pk")]
    return json({"items": items, "next": None, "count": len(items)})


def _profile(row: Profile, *, by: User) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "organisation": row.organisation_id,
        "givable": may(by, "user.manage") and may_give(row, by=by),
    }
