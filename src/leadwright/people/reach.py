"""Permissions and how far they go."""

from enum import StrEnum
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _

Permission = Literal[
    "lead.view",
    "lead.create",
    "lead.edit",
    "lead.delete",
    "lead.accept",
    "lead.reject",
    "lead.offer",
    "lead.assign",
    "lead.start",
    "lead.qualify",
    "lead.win",
    "lead.lose",
    "lead.cancel",
    "lead.import",
    "contact.view",
    "contact.create",
    "contact.edit",
    "contact.block",
    "contact.merge",
    "contact.consent",
    "contact.export",
    "privacy.manage",
    "user.view",
    "user.manage",
    "partner.manage",
    "configuration.edit",
    "report.view",
]

PERMISSIONS: tuple[Permission, ...] = get_args(Permission)
NONE = "none"
ACTS = {
    "lead.view": _("see leads"),
    "lead.create": _("enter leads"),
    "lead.edit": _("change this lead"),
    "lead.delete": _("delete this lead"),
    "lead.accept": _("accept this lead"),
    "lead.reject": _("reject this lead"),
    "lead.offer": _("offer leads"),
    "lead.assign": _("give this lead another owner or unit"),
    "lead.start": _("start progress on this lead"),
    "lead.qualify": _("qualify this lead"),
    "lead.win": _("win this lead"),
    "lead.lose": _("lose this lead"),
    "lead.cancel": _("cancel this lead"),
    "lead.import": _("import leads"),
    "contact.view": _("see contacts"),
    "contact.create": _("enter contacts"),
    "contact.edit": _("change this contact"),
    "contact.block": _("block contacts"),
    "contact.merge": _("merge contacts"),
    "contact.consent": _("record consents"),
    "contact.export": _("export contacts"),
    "privacy.manage": _("erase people and answer their requests"),
    "user.view": _("see users"),
    "user.manage": _("manage users"),
    "partner.manage": _("manage partners"),
    "configuration.edit": _("change the configuration"),
    "report.view": _("see reports"),
}


class Reach(StrEnum):
    """How far a permission goes, from nothing to everything of the installation."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    UNIT = "unit"
    GROUP = "group"
    ORGANISATION = "organisation"
    SENT = "sent"
    ALL = "all"
