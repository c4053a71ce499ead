"""Who gets the task of a step: the owner of the lead, the holders of a role of its company, or one of its units."""

from leadwright.diagrams.model import Diagram, Element
from leadwright.foundation.refusals import refuse
from leadwright.leads.models import Lead
from leadwright.people.models import Organisation, Profile, Unit
from leadwright.tasks.cleaning import InCharge

OWNER = "owner"


def in_charge_of(element: Element, diagram: Diagram, lead: Lead) -> InCharge:
    """Return whom a step is for; a role that nobody knows is refused with ROLE_UNKNOWN, naming the step."""
    role = diagram.in_charge_of(element)
    if role in ("", OWNER):
        if lead.owner is None:
            refuse("FIELD_REQUIRED", field="owner")
        return InCharge(user=lead.owner)
    home = home_of(lead)
    unit = Unit.objects.filter(group__organisation=home).filter(name=role).order_by("pk").first()
    if unit is not None:
        return InCharge(unit=unit)
    profiles = Profile.objects.of_company(home.pk).order_by("pk")
    profile = profiles.filter(code=role).first() or profiles.filter(name=role).first()
    if profile is None:
        refuse("ROLE_UNKNOWN", value=role, name=element.label)
    return InCharge(role=profile)


def known_roles() -> frozenset[str]:
    """Return all that a step can be for in some company: which of them has it is known once a lead is under way."""
    profiles = Profile.objects.values_list("code", "name")
    named = frozenset(name for names in profiles for name in names)
    return named.union([OWNER], Unit.objects.values_list("name", flat=True))


def home_of(lead: Lead) -> Organisation:
    """Return the company that works a lead: whoever handles it, else whoever brought it in."""
    return lead.organisation or lead.origin
