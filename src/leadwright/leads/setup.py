"""What is shipped: profiles, the roles of contacts, and the set-up that every installation begins with."""

from datetime import datetime

from django.db import transaction

from leadwright.contacts.setup import install_groups
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.rows import write
from leadwright.leads.configuration.setups import FIRST, setup_of
from leadwright.leads.models import LeadDefinition, PartyRole, RoleKind
from leadwright.people.setup import install_profiles

PARTNER_ROLES = (
    ("customer", "Customer", "Klant"),
    ("contractor", "Contractor", "Aannemer"),
    ("competitor", "Competitor", "Concurrent"),
    ("consultant", "Consultant", "Adviseur"),
    ("partner", "Partner", "Partner"),
)
PERSON_ROLES = (
    ("decision-maker", "Decision maker", "Beslisser"),
    ("influencer", "Influencer", "Beïnvloeder"),
    ("user", "User", "Gebruiker"),
    ("buyer", "Buyer", "Inkoper"),
    ("gatekeeper", "Gatekeeper", "Poortwachter"),
)


@transaction.atomic
def install_base(*, at: datetime) -> None:
    """Enter what is missing of what is shipped; what an administrator changed stays."""
    install_profiles(at=at)
    install_groups()
    _install_roles()
    if not LeadDefinition.objects.exists():
        write(Blueprint(), setup_of(FIRST).blueprint, Directory())


def _install_roles() -> None:
    for kind, rows in ((RoleKind.PARTNER, PARTNER_ROLES), (RoleKind.PERSON, PERSON_ROLES)):
        for position, (code, english, dutch) in enumerate(rows):
            labels = {"en": english, "nl": dutch}
            values = {"labels": labels, "position": position, "kind": kind}
            PartyRole.objects.get_or_create(code=code, defaults=values)
