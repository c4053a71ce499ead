"""What a client needs to know before it can send references: organisations, users, types, statuses."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api import shapes
from leadwright.api.answers import json
from leadwright.api.documented import choices, parts
from leadwright.api.lead_answers import asker
from leadwright.leads.levels import offered_levels
from leadwright.leads.models import LeadType, Status, Transition, TypeStatus
from leadwright.leads.references import offered_types, target_organisations
from leadwright.leads.states import Scale
from leadwright.people.access import may, require, rights_of
from leadwright.people.lifecycle import allowed_actions
from leadwright.people.models import Organisation, Unit, User

router = Router()
MOST = 1000


@router.get("/me", operation_id="get_me", response={200: choices.Me})
def me(request: HttpRequest) -> HttpResponse:
    """Tell who the token belongs to, and what that user may do."""
    by = asker(request)
    data = shapes.user(by) | {
        "language": by.language,
        "time_zone": by.time_zone,
        "organisation_name": by.organisation.name,
        "unwanted_notices": by.unwanted_notices,
        "permissions": {name: reaches for name, reaches in rights_of(by).items() if reaches},
    }
    return json(data)


@router.get(
    "/organisations", operation_id="list_organisations", response={200: parts.Page[choices.Organisation]}
)
def organisations(request: HttpRequest) -> HttpResponse:
    """List one's own organisation, its partners and its vendors; units where leads can go."""
    by = asker(request)
    units = Prefetch("groups__units", queryset=Unit.objects.order_by("pk"))
    rows = Organisation.objects.known_to(by).order_by("name").prefetch_related("groups", units)[:MOST]
    open_to = {by.organisation_id}
    if may(by, "lead.offer"):
        open_to |= set(target_organisations(by).values_list("pk", flat=True))
    items = [_organisation(row, with_units=row.pk in open_to) for row in rows]
    return json({"items": items, "next": None, "count": len(items)})


def _organisation(organisation: Organisation, *, with_units: bool) -> dict[str, Any]:
    groups = organisation.groups.all() if with_units else []
    units = [
        {"id": unit.pk, "name": unit.name, "group": group.pk, "group_name": group.name}
        for group in groups
        for unit in group.units.all()
    ]
    return {
        "id": organisation.pk,
        "name": organisation.name,
        "brand_name": organisation.brand_name,
        "country": organisation.country,
        "time_zone": organisation.time_zone,
        "units": units,
    }


@router.get("/users", operation_id="list_users", response={200: parts.Page[choices.UserWithActions]})
def users(request: HttpRequest) -> HttpResponse:
    """List the users of one's own organisation, and those whom leads can be offered to, with what may be done."""
    by = asker(request)
    require(by, "user.view")
    rows = list(User.objects.within_reach(by, "user.view").with_profiles().order_by("email")[:MOST])
    if may(by, "lead.offer"):
        rows += _targets(by)
    items = [shapes.user(user) | shapes.actions_open(allowed_actions(user, by)) for user in rows]
    return json({"items": items, "next": None, "count": len(rows)})


def _targets(by: User) -> list[User]:
    elsewhere = User.objects.who_may("lead.accept").exclude(organisation_id=by.organisation_id)
    rows = elsewhere.filter(organisation__in=target_organisations(by)).with_profiles()
    return list(rows.order_by("email")[:MOST])


@router.get("/lead-types", operation_id="list_lead_types", response={200: parts.Page[choices.LeadType]})
def lead_types(request: HttpRequest) -> HttpResponse:
    """List the lead types that one's own unit may use; without categories or products, it allows all of them."""
    moves = Prefetch("transitions", queryset=Transition.objects.select_related("from_status", "to_status"))
    statuses = Prefetch("allowed", queryset=TypeStatus.objects.select_related("status"))
    offered = [kind.pk for kind in offered_types(asker(request).unit)]
    rows = LeadType.objects.filter(pk__in=offered).prefetch_related(statuses, moves, "categories", "products")
    items = [_type(row) for row in rows]
    return json({"items": items, "next": None, "count": len(items)})


def _type(kind: LeadType) -> dict[str, Any]:
    return {
        "code": kind.code,
        "label": kind.label,
        "estimate": {"amount": kind.estimate_amount, "unit": kind.estimate_unit},
        "qualified": kind.is_qualified,
        "closing_data_when_lost": kind.closing_data_when_lost,
        "review_days": kind.review_days,
        "categories": [row.code for row in kind.categories.all()],
        "products": [row.code for row in kind.products.all()],
        "statuses": [row.status.code for row in kind.allowed.all()],
        "transitions": [
            {"from": move.from_status.code, "to": move.to_status.code} for move in kind.transitions.all()
        ],
    }


@router.get("/statuses", operation_id="list_statuses", response={200: parts.Page[choices.Status]})
def statuses(request: HttpRequest) -> HttpResponse:
    """List the statuses with the state that each stands for."""
    rows = Status.objects.all()
    items = [
        {"code": row.code, "label": row.label, "state": row.state, "retired": row.is_retired} for row in rows
    ]
    return json({"items": items, "next": None, "count": len(items)})


@router.get("/levels", operation_id="list_levels", response={200: parts.Page[choices.Level]})
def levels(request: HttpRequest) -> HttpResponse:
    """List the supported levels of priority and importance, each with its number and label."""
    items = [
        {"scale": level.scale, "level": level.level, "label": level.label, "default": level.is_default}
        for scale in Scale
        for level in offered_levels(scale)
    ]
    return json({"items": items, "next": None, "count": len(items)})
