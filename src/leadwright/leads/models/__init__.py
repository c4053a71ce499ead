"""The lead and the rows that rule it."""

from leadwright.leads.models.configuration import (
    DealSegment,
    DealType,
    LeadDefinition,
    LeadType,
    LostReason,
    MinimumDealValue,
    Source,
    Status,
    Transition,
    TypeStatus,
)
from leadwright.leads.models.lead import Lead
from leadwright.leads.models.offers import Offer

__all__ = [
    "DealSegment",
    "DealType",
    "Lead",
    "LeadDefinition",
    "LeadType",
    "LostReason",
    "MinimumDealValue",
    "Offer",
    "Source",
    "Status",
    "Transition",
    "TypeStatus",
]
