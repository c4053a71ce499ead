"""Whose brand the words about a lead name."""

from functools import partial

from leadwright.foundation.labels import speak_of
from leadwright.leads.models import Lead
from leadwright.people.brands import brand_of


def brand_on(lead: Lead) -> str:
    """Return the brand of who sent a lead; of an own one that of its company."""
    return brand_of(lead.sender or lead.organisation or lead.origin)


def speak_of_lead(lead: Lead) -> None:
    """Mean the brand of a lead from here on, as long as the request lasts."""
    speak_of(partial(brand_on, lead))
