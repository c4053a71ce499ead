"""The acts on a lead as buttons and menu entries: open ones with an address, closed ones with their reason."""

from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.leads.features import Features
from leadwright.leads.lifecycle import MOVES, ON_SEVERAL, Verb, allowed_actions
from leadwright.leads.models import Lead
from leadwright.leads.own import settable
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.people.moves import ActionState
from leadwright.web.parts.shapes import Act

ICONS = {
    "accept": "check",
    "reject": "close",
    "offer": "send",
    "withdraw": "send",
    "start": "flag",
    "qualify": "edit",
    "update": "edit",
    "win": "check",
    "convert": "person",
    "lose": "close",
    "cancel": "close",
    "assign": "person",
    "edit": "edit",
    "delete": "close",
    "extend": "plus",
    "note": "plus",
    "attach": "clip",
    "schedule": "calendar",
    "post": "flag",
    "postpone": "clock",
    "communicate": "send",
}
MENU = (
    "update",
    "edit",
    "attach",
    "post",
    "schedule",
    "postpone",
    "communicate",
    "extend",
    "assign",
    "start",
    "offer",
    "withdraw",
    "convert",
    "cancel",
    "delete",
)
PAGES = ("edit", "attach", "communicate")
# On a page each lead is qualified by itself: its outcome says something of that lead alone.
SEVERAL = tuple(verb for verb in ON_SEVERAL if verb is not Verb.QUALIFY)

# Editing one own field of several leads is an act of its own there: which field is asked first.
SET_FIELD = "field"


def acts_on(lead: Lead, by: User, features: Features) -> dict[str, Act]:
    """Return each act on a lead by its name, without those of parts that are switched off.

    Update qualifies a lead, and later edits it.
    """
    states = {str(state.action): state for state in allowed_actions(lead, by)}
    parts = {str(verb): move.part for verb, move in MOVES.items()}
    there = {
        name: state for name, state in states.items() if (part := parts[name]) is None or features.has(part)
    }
    data = {
        name: _act(lead, name, state, possible=may(by, MOVES[Verb(name)].permission))
        for name, state in there.items()
    }
    qualify, edit = states[Verb.QUALIFY], states[Verb.EDIT]
    later = lead.is_opportunity and edit.allowed
    needed = MOVES[Verb.EDIT if later else Verb.QUALIFY].permission
    if lead.posted_at is not None:
        del data["post"]
    data["update"] = _act(lead, "update", edit if later else qualify, possible=may(by, needed))
    return data


def _act(lead: Lead, name: str, state: ActionState, *, possible: bool) -> Act:
    page = "update" if name == "qualify" else name
    return Act(
        action=name,
        label=labels()[name],
        address=reverse(f"lead-{page}", args=[lead.pk]),
        allowed=state.allowed,
        possible=possible,
        reason=state.sentence,
        icon=ICONS[name],
        dialog=name not in PAGES,
    )


def labels() -> dict[str, str]:
    """Return what each act is called on a button."""
    return {
        "accept": _("Accept"),
        "reject": _("Reject"),
        "offer": _("Offer"),
        "withdraw": _("Withdraw the offer"),
        "start": _("Start progress"),
        "qualify": _("Qualify"),
        "update": _("Update"),
        "win": _("Win"),
        "convert": _("Convert to customer"),
        "lose": _("Lose"),
        "cancel": _("Cancel the lead"),
        "assign": _("Change owner"),
        "edit": _("Edit"),
        "extend": _("Note new interest"),
        "delete": _("Delete"),
        "note": _("Write a note"),
        "attach": _("Add files"),
        "schedule": _("Schedule an activity"),
        "post": _("Post and begin the process"),
        "postpone": _("Put the clock off"),
        "communicate": _("Communicate"),
    }


def acts_on_several(user: User) -> list[tuple[str, str]]:
    """Return the acts that somebody can do on several leads at once, with their names."""
    names = labels()
    acts = [(str(verb), names[verb]) for verb in SEVERAL if may(user, MOVES[verb].permission)]
    sets = may(user, MOVES[Verb.EDIT].permission) and settable(user)
    return [*acts, (SET_FIELD, set_field_label())] if sets else acts


def set_field_label() -> str:
    """Return what the act is called that edits one own field of several leads."""
    return _("Set a field")


def menu(data: dict[str, Act]) -> list[Act]:
    """Return the entries of the three-dots menu, in their order."""
    return [data[name] for name in MENU if name in data and data[name].possible]


def closed(data: dict[str, Act]) -> list[Act]:
    """Return the acts that are closed now, each with its reason."""
    return [act for name, act in data.items() if act.possible and not act.allowed and name != "qualify"]
