"""What this room does on facts about leads: it sends the information that is sent by itself."""

from leadwright.communication.informing import send_all
from leadwright.communication.offering import sent_for_product, sent_for_type
from leadwright.leads.facts import LeadCreated, ProductAdded


def inform_on_creation(fact: LeadCreated) -> None:
    """A new lead: its contact gets what its type sends."""
    send_all(sent_for_type(fact.lead.type.code, fact.by.organisation_id, at=fact.at), fact)


def inform_on_product(fact: ProductAdded) -> None:
    """The customer is interested in a product: it gets what is sent about that."""
    send_all(sent_for_product(fact.product.product.code, fact.by.organisation_id, at=fact.at), fact)
