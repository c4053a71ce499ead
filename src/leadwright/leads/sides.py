"""With which other company a company shares a lead."""

from leadwright.leads.models import Lead
from leadwright.people.models import Organisation


def other_side(lead: Lead, home: int) -> Organisation | None:
    """Return the other company that has to do with a lead now: who sent it, for whoever sent it who handles it."""
    other = (lead.sender or lead.origin) if lead.organisation_id == home else lead.organisation
    return other if other is not None and other.pk != home else None


def name_of_other_side(lead: Lead, home: int) -> str:
    """Return the name of that company, or nothing where there is none."""
    other = other_side(lead, home)
    return other.name if other is not None else ""
