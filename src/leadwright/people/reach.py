"""Permissions and how far they go."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, get_args

from django.utils.translation import gettext
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
    "lead.export",
    "lead.see_deal",
    "lead.schedule",
    "lead.communicate",
    "activity.view",
    "activity.edit",
    "task.view",
    "task.edit",
    "mail.manage",
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
    "lead.export": _("export leads"),
    "lead.see_deal": _("know amounts and deal values"),
    "lead.schedule": _("plan activities of this lead"),
    "lead.communicate": _("write to the contact of this lead"),
    "activity.view": _("see activities without a lead"),
    "activity.edit": _("enter and change activities without a lead"),
    "task.view": _("see tasks"),
    "task.edit": _("make and work on tasks"),
    "mail.manage": _("sort mails without a lead"),
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

    def covers(self, other: "Reach") -> bool:
        """Tell whether all that the other one reaches is reached by this one too.

        What a company sent and what it handles are different leads: neither covers the other.
        """
        return other is Reach.NONE or self is other or other in COVERED[self]


INSIDE = (Reach.OWN, Reach.TEAM, Reach.UNIT, Reach.GROUP, Reach.ORGANISATION)
COVERED = {
    Reach.NONE: (),
    **{reach: INSIDE[:place] for place, reach in enumerate(INSIDE)},
    Reach.SENT: (),
    Reach.ALL: (*INSIDE, Reach.SENT),
}
Reaches = tuple[Reach, ...]


def united(reaches: Iterable[Reach]) -> Reaches:
    """Return several reaches together: without those that another covers; nothing is none."""
    given = set(reaches) - {Reach.NONE}
    return tuple(
        reach for reach in Reach if reach in given and not any(reach in COVERED[other] for other in given)
    )


REACHES = {
    Reach.NONE: _("no"),
    Reach.OWN: _("own only"),
    Reach.TEAM: _("own and the team's"),
    Reach.UNIT: _("of the unit"),
    Reach.GROUP: _("of the group and those it works with"),
    Reach.ORGANISATION: _("of the whole company"),
    Reach.SENT: _("all that the company sent"),
    Reach.ALL: _("everything"),
}
RIGHTS = {
    "lead.view": _("See leads"),
    "lead.create": _("Enter leads"),
    "lead.edit": _("Change leads"),
    "lead.delete": _("Delete leads"),
    "lead.accept": _("Accept leads"),
    "lead.reject": _("Reject leads"),
    "lead.offer": _("Offer leads"),
    "lead.assign": _("Give leads another owner or unit"),
    "lead.start": _("Start progress"),
    "lead.qualify": _("Qualify leads"),
    "lead.win": _("Win leads"),
    "lead.lose": _("Lose leads"),
    "lead.cancel": _("Cancel leads"),
    "lead.import": _("Import leads"),
    "lead.export": _("Export leads"),
    "lead.see_deal": _("Know amounts and deal values"),
    "lead.schedule": _("Plan activities of leads"),
    "lead.communicate": _("Write to contacts of leads"),
    "activity.view": _("See activities without a lead"),
    "activity.edit": _("Enter and change activities without a lead"),
    "task.view": _("See tasks without a lead"),
    "task.edit": _("Make and work on tasks"),
    "mail.manage": _("Sort mails without a lead"),
    "contact.view": _("See contacts"),
    "contact.create": _("Enter contacts"),
    "contact.edit": _("Change contacts"),
    "contact.block": _("Block contacts"),
    "contact.merge": _("Merge contacts"),
    "contact.consent": _("Record consents"),
    "contact.export": _("Export contacts"),
    "privacy.manage": _("Erase people and answer their requests"),
    "user.view": _("See users"),
    "user.manage": _("Manage users and roles"),
    "partner.manage": _("Manage partners"),
    "configuration.edit": _("Change the configuration"),
    "report.view": _("See reports"),
}


SUBJECTS = (
    (_("Leads"), tuple(permission for permission in PERMISSIONS if permission.startswith("lead."))),
    (
        _("Activities, tasks and mails"),
        tuple(name for name in PERMISSIONS if name.startswith(("activity.", "task.", "mail."))),
    ),
    (_("Contacts"), tuple(permission for permission in PERMISSIONS if permission.startswith("contact."))),
    (
        _("Company"),
        tuple(
            permission
            for permission in PERMISSIONS
            if not permission.startswith(("lead.", "activity.", "task.", "mail.", "contact."))
        ),
    ),
)
YES_OR_NO = ("lead.create", "lead.import", "lead.export", "lead.see_deal")
SWITCHED = tuple(
    permission
    for permission in PERMISSIONS
    if permission in YES_OR_NO or not permission.startswith(("lead.", "activity.", "task.", "report."))
)


def reaches_for(permission: Permission) -> tuple[Reach, ...]:
    """Return the reaches that mean something for a permission, from nothing upwards."""
    if permission == "configuration.edit":
        return (Reach.NONE, Reach.ALL)
    if permission in SWITCHED:
        return (Reach.NONE, Reach.ORGANISATION)
    if permission.startswith("task."):
        return (Reach.NONE, *INSIDE)
    return (
        Reach.NONE,
        Reach.OWN,
        Reach.TEAM,
        Reach.UNIT,
        Reach.GROUP,
        Reach.ORGANISATION,
        Reach.SENT,
    )


def covers(permission: Permission, held: Reaches, wanted: Reach) -> bool:
    """Tell whether somebody who holds a permission so far may hand it out so far; yes is yes at any distance."""
    if wanted is Reach.NONE:
        return True
    return bool(held) if permission in YES_OR_NO else any(reach.covers(wanted) for reach in held)


def reaches_in_words(permission: Permission, reaches: Reaches) -> str:
    """Say how far a permission goes by several profiles together."""
    words = dict.fromkeys(reach_in_words(permission, reach) for reach in reaches or (Reach.NONE,))
    return ", ".join(words)


def reach_in_words(permission: Permission, reach: Reach) -> str:
    """Say how far a permission goes; where only yes or no matters, say that."""
    if permission in SWITCHED and reach is not Reach.NONE:
        return gettext("yes")
    return str(REACHES[reach])
