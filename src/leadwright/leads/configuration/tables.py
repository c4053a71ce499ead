"""The lists of the configuration: the table of each, and what only its rows have."""

from leadwright.accounts.models import AccountClass, CreditRating
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.contacts.models import ContactGroup, ContactTitle
from leadwright.foundation.labels import Listed
from leadwright.leads.models import (
    ActivityKind,
    Category,
    Competitor,
    DealSegment,
    DealType,
    OpportunityKind,
    OutcomeReason,
    PartyRole,
    Product,
    Source,
    Status,
)

MODELS: dict[str, type[Listed]] = {
    "statuses": Status,
    "sources": Source,
    "lost_reasons": OutcomeReason,
    "categories": Category,
    "competitors": Competitor,
    "products": Product,
    "deal_segments": DealSegment,
    "deal_types": DealType,
    "account_classes": AccountClass,
    "credit_ratings": CreditRating,
    "activity_kinds": ActivityKind,
    "opportunity_kinds": OpportunityKind,
    "contact_roles": PartyRole,
    "contact_groups": ContactGroup,
    "contact_titles": ContactTitle,
    "consent_channels": ConsentChannel,
    "consent_senders": ConsentSender,
    "consent_purposes": ConsentPurpose,
}
OWN = {
    "statuses": ("state", "tone"),
    "lost_reasons": ("kind", "needs_text"),
    "competitors": ("website", "description"),
    "products": ("kind", "description"),
    "categories": ("guidance",),
    "activity_kinds": ("kind",),
    "opportunity_kinds": ("kind", "diagram", "waits_for_end"),
    "contact_roles": ("kind",),
    "contact_groups": ("is_brand",),
}
