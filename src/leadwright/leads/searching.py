"""What a lead is found by: its number, description, contact and company, kept in one indexed text."""

from leadwright.contacts.models import Contact
from leadwright.foundation.text import sort_key
from leadwright.leads.models import Lead

LONGEST = 4000


def words_of(lead: Lead, contact: Contact | None) -> str:
    """Return the text that a lead is found by."""
    parts = [str(lead.number), lead.description]
    if contact is not None:
        parts += [contact.name, contact.email, contact.phone]
        parts += [contact.company.name] if contact.company else []
    return sort_key(" ".join(part for part in parts if part))[:LONGEST]


def index(lead: Lead) -> None:
    """Keep the search text and the sort key of a lead true; no version rises for that."""
    lead.search = words_of(lead, lead.contact)
    lead.contact_sort = lead.contact.sort_name if lead.contact else ""
    Lead.objects.filter(pk=lead.pk).update(search=lead.search, contact_sort=lead.contact_sort)


def index_leads_of(contact: Contact) -> None:
    """Index the leads of a contact, and of its people, again after it has changed."""
    concerned = [contact.pk, *contact.people.values_list("pk", flat=True)]
    for lead in Lead.objects.filter(contact__in=concerned).select_related("contact__company"):
        index(lead)
