"""Permissions and how far they go."""

from enum import StrEnum
from typing import Literal, get_args

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
    "user.view",
    "user.manage",
    "configuration.edit",
    "report.view",
]

PERMISSIONS: tuple[Permission, ...] = get_args(Permission)
NONE = "none"


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
