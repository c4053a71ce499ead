"""The first contact of a customer as a process: its steps lit by what is recorded of an interaction already."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from leadwright.activities.models import Activity
from leadwright.diagrams.model import Diagram
from leadwright.diagrams.models import Diagram as Row
from leadwright.diagrams.steps import as_read
from leadwright.leads.models import DemandLine, Lead
from leadwright.leads.states import State
from leadwright.leads.telling import visible_to
from leadwright.people.models import User
from leadwright.processes.drawn import steps_of
from leadwright.processes.models import Mark
from leadwright.processes.states import StepState

CODE = "initial-contact"
GOING_ON = (State.IN_PROGRESS, State.WON)


@dataclass(frozen=True, kw_only=True)
class FirstContact:
    """The process as it is drawn beside an interaction: the state of each step by its id."""

    label: str
    diagram: Diagram
    states: Mapping[str, str]

    @property
    def number_done(self) -> int:
        """How many of its steps are there."""
        return list(self.states.values()).count(StepState.DONE)


def first_contact(activity: Activity, *, by: User) -> FirstContact | None:
    """Return how far the first contact is recorded, as far as a reader may know; None if its process is retired."""
    row = Row.objects.offered().filter(code=CODE).first()
    version = row.published if row else None
    if row is None or version is None:
        return None
    diagram = as_read(version.process())
    names = [element.id for element in steps_of(diagram)]
    return FirstContact(
        label=row.label, diagram=diagram, states=_states(names, _recorded(activity, by) & set(names))
    )


def _states(names: list[str], done: set[str]) -> dict[str, str]:
    """Return the state of each step: what is missing before something that is there was passed over."""
    last = max((names.index(name) for name in done), default=-1)
    states = {}
    for place, name in enumerate(names):
        open_state = StepState.CURRENT if place == last + 1 else StepState.NEXT
        missing = StepState.SKIPPED if place < last else open_state
        states[name] = (StepState.DONE if name in done else missing).value
    return states


def _recorded(activity: Activity, by: User) -> set[str]:
    """Return the steps whose outcome is there."""
    lead = _lead_of(activity, by)
    is_there = {
        "interaction": not activity.is_open,
        "more-information": _has_more(activity, by),
        "contact-kept": activity.participants.filter(contact__isnull=False).exists(),
        "opportunity": activity.lead_id is not None,
        "responsible": lead is not None and lead.owner_id is not None,
        "demand": lead is not None and _asks(lead, by),
        "confirmed": lead is not None and _is_confirmed(lead, by),
    }
    return {name for name, there in is_there.items() if there}


def _has_more(activity: Activity, by: User) -> bool:
    """Tell whether something followed on it, or later in its chain."""
    root = activity.chain or activity.pk
    later = Q(chain=root, starts_at__gt=activity.starts_at)
    return Activity.objects.within_reach(by).filter(Q(based_on=activity.pk) | later).exists()


def _lead_of(activity: Activity, by: User) -> Lead | None:
    if activity.lead_id is None:
        return None
    rows = Lead.objects.within_reach(by, "lead.view")
    lead: Lead | None = rows.filter(pk=activity.lead_id).first()
    return lead


def _asks(lead: Lead, by: User) -> bool:
    return "demand" in visible_to(by, lead) and DemandLine.objects.filter(lead=lead.pk).exists()


def _is_confirmed(lead: Lead, by: User) -> bool:
    """Tell whether work on the lead goes on, or the first step of its process is done."""
    if lead.state in GOING_ON:
        return True
    is_known = "steps" in visible_to(by, lead)
    return is_known and Mark.objects.filter(instance__lead=lead.pk, element=CODE).exists()
