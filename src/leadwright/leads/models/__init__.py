"""The lead and the rows that rule it."""

from leadwright.leads.models.configuration import (
    Category,
    Competitor,
    DealSegment,
    DealType,
    LeadDefinition,
    LeadType,
    Level,
    MinimumDealValue,
    OutcomeReason,
    Product,
    RulesMark,
    SetupChoice,
    Source,
    Status,
    SwitchedOff,
    Transition,
    TypeStatus,
)
from leadwright.leads.models.interests import Comment, Note, ProductOfInterest
from leadwright.leads.models.lead import Lead, LeadQuerySet
from leadwright.leads.models.offers import Offer
from leadwright.leads.models.parties import Interest, Party, PartyRole, RoleKind

__all__ = [
    "Category",
    "Comment",
    "Competitor",
    "DealSegment",
    "DealType",
    "Interest",
    "Lead",
    "LeadDefinition",
    "LeadQuerySet",
    "LeadType",
    "Level",
    "MinimumDealValue",
    "Note",
    "Offer",
    "OutcomeReason",
    "Party",
    "PartyRole",
    "Product",
    "ProductOfInterest",
    "RoleKind",
    "RulesMark",
    "SetupChoice",
    "Source",
    "Status",
    "SwitchedOff",
    "Transition",
    "TypeStatus",
]
