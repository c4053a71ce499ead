"""The lead and the rows that rule it."""

from leadwright.leads.models.configuration import (
    DealSegment,
    DealType,
    LeadDefinition,
    LeadType,
    Listed,
    LostReason,
    MinimumDealValue,
    Source,
    Status,
    Transition,
    TypeStatus,
)
from leadwright.leads.models.lead import Lead
from leadwright.leads.models.offers import Offer
from leadwright.leads.models.parties import Interest, Party, PartyRole, RoleKind

__all__ = [
    "DealSegment",
    "DealType",
    "Interest",
    "Lead",
    "LeadDefinition",
    "LeadType",
    "Listed",
    "LostReason",
    "MinimumDealValue",
    "Offer",
    "Party",
    "PartyRole",
    "RoleKind",
    "Source",
    "Status",
    "Transition",
    "TypeStatus",
]
