"""What this room does on facts: it sends what is sent by itself, and a communication is work on its lead."""

from leadwright.communication.facts import LeadCommunicated
from leadwright.communication.informing import send_all
from leadwright.communication.offering import sent_for_product, sent_for_type
from leadwright.leads.actions.working import note_work as work_on
from leadwright.leads.facts import LeadCreated, ProductAdded


def inform_on_creation(fact: LeadCreated) -> None:
    """A new lead: its contact gets what its type sends."""
    send_all(sent_for_type(fact.lead.type.code, fact.by.organisation_id, at=fact.at), fact)


def inform_on_product(fact: ProductAdded) -> None:
    """The customer is interested in a product: it gets what is sent about that."""
    send_all(sent_for_product(fact.product.product.code, fact.by.organisation_id, at=fact.at), fact)


def note_work(fact: LeadCommunicated) -> None:
    """Contact with the customer is an update of the lead, unless it was made by itself."""
    if not fact.communication.is_automatic:
        work_on(fact.lead, by=fact.by, at=fact.at, is_contact=True)
