"""Rows that a lead's record names: products and competitors, and a light profile."""

from leadwright.leads.models import Competitor, LeadDefinition, Product
from leadwright.people.models import Profile


def a_product(code: str = "printer", kind: str = "goods", **more: object) -> Product:
    return Product.objects.create(code=code, kind=kind, labels={"en": code.title()}, **more)


def a_competitor(code: str = "rival", *, is_listed: bool = True, **more: object) -> Competitor:
    """Return a competitor that the active definition lists, or does not."""
    made = Competitor.objects.create(code=code, labels={"en": code.title()}, **more)
    if is_listed:
        LeadDefinition.objects.get(is_active=True).competitors.add(made)
    return made


def reaching(reach: str) -> str:
    """Return a profile of somebody who sees and changes leads as far as a reach goes."""
    permissions = {"lead.view": reach, "lead.edit": reach, "lead.start": reach}
    return Profile.objects.create(code=f"light-{reach}", name=f"Light {reach}", permissions=permissions).code
