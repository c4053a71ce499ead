"""The profiles that are shipped, and the first version of the terms."""

from datetime import datetime

from django.utils.translation import gettext_noop

from leadwright.foundation.labels import shipped_labels
from leadwright.people.actions.sign_in import publish_terms
from leadwright.people.models import Profile, Terms
from leadwright.people.reach import Permission, Reach

LEAD_WORK: tuple[Permission, ...] = (
    "lead.create",
    "lead.edit",
    "lead.delete",
    "lead.accept",
    "lead.reject",
    "lead.assign",
    "lead.start",
    "lead.qualify",
    "lead.win",
    "lead.lose",
    "lead.cancel",
    "lead.export",
    "lead.schedule",
    "lead.communicate",
    "activity.edit",
    "task.edit",
)
HAND_OUT: tuple[Permission, ...] = (
    "lead.create",
    "lead.edit",
    "lead.delete",
    "lead.offer",
    "lead.cancel",
    "lead.import",
    "lead.export",
    "lead.schedule",
    "lead.communicate",
)
CONTACT_WORK: tuple[Permission, ...] = (
    "contact.view",
    "contact.create",
    "contact.edit",
    "contact.block",
    "contact.merge",
    "contact.consent",
    "contact.export",
)

READER: dict[Permission, Reach] = {
    "lead.view": Reach.GROUP,
    "lead.see_deal": Reach.ORGANISATION,
    "activity.view": Reach.GROUP,
    "task.view": Reach.GROUP,
    "contact.view": Reach.ORGANISATION,
    "user.view": Reach.ORGANISATION,
    "report.view": Reach.GROUP,
}
WRITER = (
    READER
    | dict.fromkeys(LEAD_WORK, Reach.GROUP)
    | dict.fromkeys((*CONTACT_WORK, "mail.manage"), Reach.ORGANISATION)
)
COMPANY_ADMIN = dict.fromkeys(WRITER, Reach.ORGANISATION) | dict.fromkeys(
    ("user.manage", "privacy.manage"), Reach.ORGANISATION
)
DISTRIBUTOR = (
    READER
    | dict.fromkeys(CONTACT_WORK, Reach.ORGANISATION)
    | dict.fromkeys(HAND_OUT, Reach.SENT)
    | {"lead.view": Reach.SENT, "report.view": Reach.SENT}
    | dict.fromkeys(
        ("activity.view", "activity.edit", "task.view", "task.edit", "mail.manage"), Reach.ORGANISATION
    )
)
ADMINISTRATOR = (
    COMPANY_ADMIN
    | DISTRIBUTOR
    | dict.fromkeys(("user.manage", "partner.manage"), Reach.ORGANISATION)
    | {"configuration.edit": Reach.ALL}
)

PROFILES: tuple[tuple[str, str, dict[Permission, Reach]], ...] = (
    ("portal-reader", "Portal – Reader", READER),
    ("portal-writer", "Portal – Writer", WRITER),
    ("company-admin", "Company Admin", COMPANY_ADMIN),
    ("lead-distributor", "Lead Distributor", DISTRIBUTOR),
    ("configurator", "Configurator", READER | {"configuration.edit": Reach.ALL}),
    ("report-user", "Report user", READER | {"report.view": Reach.ORGANISATION}),
    ("administrator", "Administrator", ADMINISTRATOR),
)

# Together they hold all that the first administrator must be able to give.
FIRST_ADMINISTRATOR = ("administrator", "company-admin", "lead-distributor")

TERMS = gettext_noop(
    "You use Leadwright for the work of your company. Leads hold personal data of people who "
    "trusted somebody with it: use them only to answer their request, keep them up to date, and do not "
    "pass them on. What you do is recorded permanently, with your name and the time."
)


def install_profiles(*, at: datetime) -> None:
    """Enter the shipped profiles and terms where they are missing; what an administrator changed stays."""
    for code, name, permissions in PROFILES:
        reaches: dict[str, str] = {permission: reach.value for permission, reach in permissions.items()}
        Profile.objects.get_or_create(code=code, defaults={"name": name, "permissions": reaches})
    if not Terms.objects.exists():
        publish_terms(shipped_labels(TERMS), at=at)
