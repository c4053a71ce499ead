"""The shipped set-up: the type "Partner lead" with its statuses, transitions, reasons and definition."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from leadwright.accounts.models import AccountClass, CreditRating
from leadwright.contacts.setup import install_groups
from leadwright.foundation.labels import Named
from leadwright.leads.configuration.levels import IMPORTANCES, PRIORITIES
from leadwright.leads.models import (
    Category,
    DealSegment,
    DealType,
    LeadDefinition,
    LeadType,
    Level,
    LostReason,
    PartyRole,
    RoleKind,
    Source,
    Status,
    Transition,
    TypeStatus,
)
from leadwright.leads.states import OPEN, ReasonKind, Scale, State
from leadwright.people.setup import install_profiles

Row = TypeVar("Row", bound=Named)
STATUSES = (
    ("new", "New", "Nieuw", State.PENDING, "pending"),
    ("nurture", "Nurture", "Opvolgen", State.PENDING, "nurture"),
    ("in-contact", "In contact", "In contact", State.IN_PROGRESS, "progress"),
    ("working-with-customer", "Working with Customer", "In gesprek met klant", State.IN_PROGRESS, "progress"),
    ("nurture-in-progress", "Nurture – in progress", "Opvolgen – lopend", State.IN_PROGRESS, "nurture"),
    ("closed-won", "Closed-Won", "Gewonnen", State.WON, "won"),
    ("closed-lost", "Closed-Lost", "Verloren", State.LOST, "lost"),
    ("invalid", "Invalid", "Ongeldig", State.LOST, "lost"),
    ("cancelled", "Cancelled", "Geannuleerd", State.CANCELLED, "lost"),
)
DEFAULTS = ("new", "in-contact", "closed-won", "closed-lost", "cancelled")
MOVES = (
    ("new", "in-contact"),
    ("new", "working-with-customer"),
    ("new", "nurture"),
    ("nurture", "new"),
    ("nurture", "in-contact"),
    ("nurture", "working-with-customer"),
    ("in-contact", "working-with-customer"),
    ("in-contact", "nurture-in-progress"),
    ("nurture-in-progress", "in-contact"),
    ("nurture-in-progress", "working-with-customer"),
)
ENDS = ("closed-won", "closed-lost", "invalid", "cancelled")
SOURCES = (
    ("website", "Website", "Website"),
    ("showroom", "Showroom", "Showroom"),
    ("trade-fair", "Trade fair", "Beurs"),
    ("campaign", "Campaign", "Campagne"),
    ("phone", "Phone", "Telefoon"),
    ("e-mail", "E-mail", "E-mail"),
    ("referral", "Referral", "Doorverwijzing"),
    ("import", "Import", "Import"),
)
INVALID_REASONS = (
    ("already-bought-brand", "Already bought {brand}", "Kocht al {brand}"),
    ("already-bought-competitor", "Already bought competitor", "Kocht al bij een concurrent"),
    ("no-current-project", "No current project", "Geen lopend project"),
    ("bad-data", "Bad/incomplete data", "Foute/onvolledige gegevens"),
    ("other", "Other", "Andere"),
)
LOST_REASONS = (
    ("price", "Price", "Prijs"),
    ("competitor", "Bought from a competitor", "Kocht bij een concurrent"),
    ("no-budget", "No budget", "Geen budget"),
    ("no-decision", "No decision", "Geen beslissing"),
    ("no-answer", "No answer any more", "Geen antwoord meer"),
    ("not-suitable", "Our offer did not suit", "Ons aanbod paste niet"),
)
CATEGORIES = (
    ("business-customer", "Business customer", "Zakelijke klant"),
    ("private-customer", "Private customer", "Particuliere klant"),
    ("business-partner", "Business partner", "Zakelijke partner"),
)
ACCOUNT_CLASSES = (
    ("retail", "Retail", "Particulier"),
    ("business", "Business", "Zakelijk"),
    ("key-account", "Key account", "Grote klant"),
)
CREDIT_RATINGS = (("a", "A", "A"), ("b", "B", "B"), ("c", "C", "C"))
SEGMENTS = (("office", "Office", "Kantoor"), ("iws", "IWS", "IWS"), ("production", "Production", "Productie"))
DEAL_TYPES = (
    ("hardware", "Hardware", "Hardware"),
    ("software", "Software", "Software"),
    ("services", "Services", "Diensten"),
    ("supplies", "Supplies", "Verbruiksmateriaal"),
)
PARTNER_ROLES = (
    ("customer", "Customer", "Klant"),
    ("contractor", "Contractor", "Aannemer"),
    ("competitor", "Competitor", "Concurrent"),
    ("consultant", "Consultant", "Adviseur"),
    ("partner", "Partner", "Partner"),
)
PERSON_ROLES = (
    ("decision-maker", "Decision maker", "Beslisser"),
    ("influencer", "Influencer", "Beïnvloeder"),
    ("user", "User", "Gebruiker"),
    ("buyer", "Buyer", "Inkoper"),
    ("gatekeeper", "Gatekeeper", "Poortwachter"),
)


LISTS: tuple[tuple[type[Named], tuple[tuple[str, str, str], ...]], ...] = (
    (Source, SOURCES),
    (Category, CATEGORIES),
    (DealSegment, SEGMENTS),
    (DealType, DEAL_TYPES),
    (AccountClass, ACCOUNT_CLASSES),
    (CreditRating, CREDIT_RATINGS),
)


@transaction.atomic
def install_base(*, at: datetime) -> None:
    """Enter what is missing of the shipped set-up; what an administrator changed stays."""
    install_profiles(at=at)
    install_groups()
    for position, (code, english, dutch, state, tone) in enumerate(STATUSES):
        _entered(Status, code, position, english, dutch, state=state, tone=tone)
    for kind, rows in LISTS:
        for position, (code, english, dutch) in enumerate(rows):
            _entered(kind, code, position, english, dutch)
    _install_reasons()
    _install_roles()
    if not LeadDefinition.objects.exists():
        _install_definition(_installed_type())


def _entered(model: type[Row], code: str, position: int, english: str, dutch: str, **more: object) -> Row:
    labels = {"en": english, "nl": dutch}
    values = {"labels": labels, "position": position, **more}
    return model._default_manager.get_or_create(code=code, defaults=values)[0]


def _install_reasons() -> None:
    for position, (code, english, dutch) in enumerate(INVALID_REASONS):
        kind, needs_text = ReasonKind.QUALIFICATION, code == "other"
        _entered(LostReason, code, position, english, dutch, kind=kind, needs_text=needs_text)
    for position, (code, english, dutch) in enumerate(LOST_REASONS):
        _entered(LostReason, code, position, english, dutch, kind=ReasonKind.CLOSING)


def _install_roles() -> None:
    for kind, rows in ((RoleKind.PARTNER, PARTNER_ROLES), (RoleKind.PERSON, PERSON_ROLES)):
        for position, (code, english, dutch) in enumerate(rows):
            _entered(PartyRole, code, position, english, dutch, kind=kind)


def _installed_type() -> LeadType:
    statuses = {status.code: status for status in Status.objects.all()}
    outcomes = {
        "opportunity_status": statuses["working-with-customer"],
        "nurture_status": statuses["nurture"],
        "nurture_progress_status": statuses["nurture-in-progress"],
        "invalid_status": statuses["invalid"],
    }
    labels = {"en": "Partner lead", "nl": "Partnerlead"}
    kind, made = LeadType.objects.get_or_create(
        code="partner-lead", defaults={"labels": labels, "priority": 5, "importance": 3, **outcomes}
    )
    if made:
        _install_table(kind, statuses)
    return kind


def _install_table(kind: LeadType, statuses: dict[str, Status]) -> None:
    for status in statuses.values():
        is_default = status.code in DEFAULTS
        TypeStatus.objects.create(
            type=kind, status=status, is_default=is_default, is_initial=status.code == "new"
        )
    open_codes = [code for code, status in statuses.items() if status.state in OPEN]
    exits = [(start, end) for start in open_codes for end in ENDS]
    Transition.objects.bulk_create(
        Transition(type=kind, from_status=statuses[start], to_status=statuses[end])
        for start, end in [*MOVES, *exits]
    )


def _install_definition(kind: LeadType) -> None:
    labels = {"en": "Standard definition", "nl": "Standaarddefinitie"}
    definition = LeadDefinition.objects.create(code="standard", labels=labels, is_active=True)
    definition.types.add(kind)
    definition.lost_reasons.set(LostReason.objects.filter(kind=ReasonKind.CLOSING))
    install_levels(definition)


def install_levels(definition: LeadDefinition) -> None:
    """Enter the standard levels of both scales."""
    Level.objects.bulk_create(
        Level(
            definition=definition,
            scale=scale,
            level=step.level,
            labels=dict(step.labels),
            is_supported=step.is_supported,
            is_default=step.is_default,
        )
        for scale, steps in ((Scale.PRIORITY, PRIORITIES), (Scale.IMPORTANCE, IMPORTANCES))
        for step in steps
    )
