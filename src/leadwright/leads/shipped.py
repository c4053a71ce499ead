"""What is shipped: profiles, the roles of contacts, and the set-up that every installation begins with."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from leadwright.contacts.shipped import install_groups, install_titles
from leadwright.foundation.labels import shipped_labels
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.rows import write
from leadwright.leads.configuration.setups import FIRST, setup_of
from leadwright.leads.models import ActivityKind, LeadDefinition, OpportunityKind, PartyRole, RoleKind
from leadwright.leads.states import Approach, Control
from leadwright.people.shipped import install_profiles

PARTNER_ROLES = (
    ("customer", gettext_noop("Customer")),
    ("contractor", gettext_noop("Contractor")),
    ("competitor", gettext_noop("Competitor")),
    ("consultant", gettext_noop("Consultant")),
    ("partner", gettext_noop("Partner")),
)
PERSON_ROLES = (
    ("decision-maker", gettext_noop("Decision maker")),
    ("influencer", gettext_noop("Influencer")),
    ("user", gettext_noop("User")),
    ("buyer", gettext_noop("Buyer")),
    ("gatekeeper", gettext_noop("Gatekeeper")),
)


OPPORTUNITY_KINDS = (
    ("standard-sale", gettext_noop("Standard sale"), Control.PROCESS, "standard-sale"),
    ("by-hand", gettext_noop("Sale moved by hand"), Control.HAND, "standard-sale"),
    ("free", gettext_noop("Without steps"), Control.NONE, ""),
)
ACTIVITY_KINDS = (
    ("call", gettext_noop("Phone call"), Approach.CALL),
    ("email", gettext_noop("E-mail"), Approach.MAIL),
    ("appointment", gettext_noop("Appointment"), Approach.MEETING),
    ("proposal", gettext_noop("Proposal"), Approach.OTHER),
    ("meeting", gettext_noop("Meeting"), Approach.MEETING),
    ("other", gettext_noop("Other"), Approach.OTHER),
)


@transaction.atomic
def install_base(*, at: datetime) -> None:
    """Enter what is missing of what is shipped; what an administrator changed stays."""
    install_profiles(at=at)
    install_groups()
    install_titles()
    _install_roles()
    _install_activity_kinds()
    _install_opportunity_kinds()
    if not LeadDefinition.objects.exists():
        write(Blueprint(), setup_of(FIRST).blueprint, Directory())


def _install_roles() -> None:
    for kind, rows in ((RoleKind.PARTNER, PARTNER_ROLES), (RoleKind.PERSON, PERSON_ROLES)):
        for position, (code, label) in enumerate(rows):
            values = {"labels": shipped_labels(label), "position": position, "kind": kind}
            PartyRole.objects.get_or_create(code=code, defaults=values)


def _install_activity_kinds() -> None:
    for position, (code, label, approach) in enumerate(ACTIVITY_KINDS):
        values = {"labels": shipped_labels(label), "position": position, "kind": approach}
        ActivityKind.objects.get_or_create(code=code, defaults=values)


def _install_opportunity_kinds() -> None:
    for position, (code, label, control, diagram) in enumerate(OPPORTUNITY_KINDS):
        values = {"labels": shipped_labels(label), "position": position, "kind": control, "diagram": diagram}
        OpportunityKind.objects.get_or_create(code=code, defaults=values)
