"""From the codes, ids and addresses that the faces send to the rows they mean, never beyond reach."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from leadwright.contacts.actions import linkable
from leadwright.contacts.models import Contact
from leadwright.foundation.batches import known
from leadwright.foundation.labels import Named
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import trimmed
from leadwright.leads.models import (
    Category,
    Competitor,
    DealSegment,
    DealType,
    Lead,
    LeadType,
    OpportunityKind,
    OutcomeReason,
    PartyRole,
    Product,
    RoleKind,
    Source,
)
from leadwright.leads.rules import active_definition, rules_in_force
from leadwright.people.access import require
from leadwright.people.models import Group, Organisation, Unit, User

Row = TypeVar("Row", bound=Named)
Reference = TypeVar("Reference", bound=models.Model)


def by_code(rows: Iterable[Row], code: object, *, field: str) -> Row:
    """Return the row with a code, or refuse the field."""
    return _chosen(next((row for row in rows if row.code == code), None), field)


def by_id(rows: "models.QuerySet[Reference]", pk: object, *, field: str) -> Reference:
    """Return the row with an id, or refuse the field; a foreign row and none at all look the same."""
    number = number_in(pk)
    return _first(rows.filter(pk=number) if number else rows.none(), field)


def _first(rows: "models.QuerySet[Reference]", field: str) -> Reference:
    return _chosen(rows.first(), field)


def _chosen(result: Reference | None, field: str) -> Reference:
    if result is None:
        refuse("FIELD_INVALID", field=field, reason=_("choose one that exists and that you can see"))
    return result


def offered_types(unit: Unit) -> tuple[LeadType, ...]:
    """Return the types of the active definition that a unit may use: one that names nobody is open to all."""
    return rules_in_force().offered_types(unit)


def lead_type(code: object, *, unit: Unit) -> LeadType:
    """Return a lead type that a unit may use; any other is TYPE_NOT_ALLOWED."""
    active_definition()
    allowed = next((kind for kind in offered_types(unit) if kind.code == code), None)
    if allowed is None:
        refuse("TYPE_NOT_ALLOWED", field="type")
    return allowed


def offered_categories(kind: LeadType) -> tuple[Category, ...]:
    """Return the categories that a lead of a type can be given: the type's own, all if it lists none."""
    return rules_in_force().offered_categories(kind.pk)


def category(code: object, *, kind: LeadType, kept: Category | None = None) -> Category | None:
    """Return a category by its code; an empty one is none, and the one that a lead has stays."""
    if code in (None, ""):
        return None
    if kept is not None and code == kept.code:
        return kept
    return by_code(offered_categories(kind), code, field="category")


def offered_sources() -> tuple[Source, ...]:
    """Return the sources that a lead can be given: those of the active definition, all if it lists none."""
    return rules_in_force().offered_sources()


def source(code: object, *, kept: Source | None = None) -> Source | None:
    """Return a source by its code; an empty one is no source, and the one that a lead has stays."""
    if code in (None, ""):
        return None
    if kept is not None and code == kept.code:
        return kept
    return by_code(offered_sources(), code, field="source")


def offered_opportunity_kinds() -> tuple[OpportunityKind, ...]:
    """Return the kinds that an opportunity can be given."""
    return rules_in_force().current(OpportunityKind)


def opportunity_kind(code: object, *, kept: OpportunityKind | None = None) -> OpportunityKind | None:
    """Return a kind of opportunities by its code; an empty one is none, and the one that a lead has stays."""
    if code in (None, ""):
        return None
    if kept is not None and code == kept.code:
        return kept
    return by_code(offered_opportunity_kinds(), code, field="kind")


def offered_competitors() -> tuple[Competitor, ...]:
    """Return the competitors that a lead can be given: those of the active definition, all if it lists none."""
    return rules_in_force().offered_competitors()


def competitor(code: object) -> Competitor:
    """Return a competitor that a lead can be given, by its code."""
    return by_code(offered_competitors(), code, field="competitor")


def offered_products(kind: LeadType) -> tuple[Product, ...]:
    """Return the goods and services that a lead of a type can name: its own, all of a sort that it lists none of."""
    return rules_in_force().offered_products(kind.pk)


def product(code: object, *, kind: LeadType) -> Product:
    """Return a product that a type allows, by its code."""
    if code in (None, ""):
        refuse("FIELD_REQUIRED", field="product")
    return by_code(offered_products(kind), code, field="product")


def product_or_none(code: object, *, kind: LeadType, kept: Product | None = None) -> Product | None:
    """Return a product that a type allows, by its code; an empty one is none, and the one it has stays."""
    rows = offered_products(kind) if kept is None else (*offered_products(kind), kept)
    return None if code in (None, "") else by_code(rows, code, field="product")


def contact(pk: object, *, by: User, lead: Lead | None = None) -> Contact:
    """Return a contact that may be tied to a lead, held; the one that the lead has stays, blocked or not."""
    number = number_in(pk)
    if lead is not None and lead.contact is not None and number == lead.contact.pk:
        return lead.contact
    return linkable(number or 0, by=by)


def offered_roles(kind: RoleKind) -> list[PartyRole]:
    """Return the roles that a company or a person can be given."""
    return [row for row in rules_in_force().current(PartyRole) if row.kind == kind]


def role(code: object, kind: RoleKind, field: str, *, kept: PartyRole | None = None) -> PartyRole | None:
    """Return a role of a company or of a person by its code; an empty one is none, and the one it has stays."""
    rows = offered_roles(kind) if kept is None else [*offered_roles(kind), kept]
    return by_code(rows, code, field=field) if code not in (None, "") else None


def possible_owners(organisation_id: int | None) -> "models.QuerySet[User]":
    """Return who can own leads of an organisation: its active users who may work leads, with their rights."""
    rows = User.objects.who_may("lead.qualify").with_profiles().filter(organisation_id=organisation_id or 0)
    return rows.select_related("unit__group").order_by("name", "pk")


def owner(email: object, *, organisation_id: int | None) -> User:
    """Return a possible owner by e-mail address."""
    address = email.strip().lower() if isinstance(email, str) else ""
    named = ("owner", organisation_id, address)
    chosen = known(named, lambda: possible_owners(organisation_id).filter(email=address).first())
    return _chosen(chosen, "owner")


def possible_members(organisation_id: int | None) -> "models.QuerySet[User]":
    """Return who can be on the team of a lead: active users of an organisation who may see leads."""
    rows = User.objects.who_may("lead.view").filter(organisation_id=organisation_id or 0)
    return rows.order_by("name", "pk")


def member(email: object, *, organisation_id: int | None) -> User:
    """Return a possible member of a team by e-mail address."""
    address = email.strip().lower() if isinstance(email, str) else ""
    return _first(possible_members(organisation_id).filter(email=address), "user")


def target_organisations(by: User) -> "models.QuerySet[Organisation]":
    """Return the organisations that a distributor can offer leads to: partners and the own one."""
    partners = models.Q(vendorships__vendor=by.organisation_id)
    return Organisation.objects.filter(partners | models.Q(pk=by.organisation_id)).distinct().order_by("name")


def target_unit(pk: object, *, by: User) -> Unit:
    """Return a unit that a distributor can offer leads to."""
    rows = Unit.objects.select_related("group").filter(group__organisation__in=target_organisations(by))
    return by_id(rows, pk, field="unit")


def own_unit(pk: object, *, organisation_id: int) -> Unit:
    """Return a unit of one organisation by its id."""
    rows = Unit.objects.select_related("group").filter(group__organisation_id=organisation_id)
    return by_id(rows, pk, field="unit")


def owning_group(pk: object, *, by: User) -> Group | None:
    """Return the group of the user's own organisation that is to own a lead; nothing chosen is None."""
    if pk in (None, ""):
        return None
    require(by, "lead.assign")
    return by_id(Group.objects.filter(organisation=by.organisation_id), pk, field="group")


def target_user(email: object, *, by: User) -> User:
    """Return a user whom a distributor can offer leads to, by e-mail address."""
    address = email.strip().lower() if isinstance(email, str) else ""
    rows = User.objects.who_may("lead.accept").filter(organisation__in=target_organisations(by))
    return _first(rows.filter(email=address).select_related("unit__group", "organisation"), "user")


def offered_reasons() -> tuple[OutcomeReason, ...]:
    """Return the reasons for losing a lead that the active definition offers."""
    active_definition()
    return rules_in_force().offered_reasons()


def offered_outcome_reasons() -> tuple[OutcomeReason, ...]:
    """Return the reasons that can be given: for a lost lead those of the active definition, for an invalid one all."""
    rules = rules_in_force()
    return (*rules.qualification_reasons(), *rules.offered_reasons())


def closing_reason(code: object) -> OutcomeReason:
    """Return one of the offered reasons for losing a lead by its code."""
    if code in (None, ""):
        refuse("REASON_REQUIRED", field="reason")
    return by_code(offered_reasons(), code, field="reason")


def qualification_reason(code: object, text: str) -> OutcomeReason:
    """Return a reason for finding a lead invalid; some need words of their own."""
    if code in (None, ""):
        refuse("REASON_REQUIRED", field="reason")
    reason = by_code(rules_in_force().qualification_reasons(), code, field="reason")
    if reason.needs_text and not trimmed(text):
        refuse("FIELD_REQUIRED", field="reason_text")
    return reason


def deal_types(codes: object) -> list[DealType]:
    """Return the kinds of products in a deal."""
    if codes in (None, ""):
        return []
    if not isinstance(codes, list | tuple):
        refuse("FIELD_INVALID", field="deal_types", reason=_("it must be a list of codes"))
    return [by_code(rules_in_force().current(DealType), code, field="deal_types") for code in codes]


def deal_segment(code: object) -> DealSegment:
    """Return what a closed deal is about, by its code."""
    return by_code(rules_in_force().current(DealSegment), code, field="deal_segment")
