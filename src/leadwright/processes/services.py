"""What a process does by itself: the steps that services run, and what is done already when a step is reached."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from leadwright.diagrams.model import Element
from leadwright.foundation.refusals import Refused, refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads import actions as leads
from leadwright.leads.actions.qualifying import begin
from leadwright.leads.models import Lead
from leadwright.leads.states import State
from leadwright.people.models import User
from leadwright.processes.facts import StepNotDone, StepReached

# On a user task: completing it begins work on the lead; it is completed by qualifying the lead alone.
START, QUALIFY = "start", "qualify"
TASKS = frozenset([START, QUALIFY])
# What a step can wait for: a mail that comes in on the lead.
MAIL = "mail"


def _start_progress(element: Element, lead: Lead, by: Party, user: User | None, at: datetime) -> None:
    """Begin work on a lead that is still pending.

    Reached by a timer or a mail it is done by the product, as far as the owner of the lead may; where that is refused
    the process goes on, and the history and the owner are told why.
    """
    if lead.state != State.PENDING:
        return
    if user is not None:
        leads.start(lead.pk, by=user, at=at)
        return
    try:
        if lead.owner is None:
            refuse("FIELD_REQUIRED", field="owner")
        with transaction.atomic():
            begin(lead, may=lead.owner, by=by, at=at)
    except Refused as no:
        record(StepNotDone(lead=lead, step=element.id, label=element.label, refusal=no, by=by, at=at))


def _notify_owner(element: Element, lead: Lead, by: Party, user: User | None, at: datetime) -> None:
    """Let the owner of a lead know that its process has come this far."""
    del user
    record(StepReached(lead=lead, step=element.id, label=element.label, by=by, at=at))


SERVICES: Mapping[str, Callable[[Element, Lead, Party, User | None, datetime], None]] = {
    "start-progress": _start_progress,
    "notify-owner": _notify_owner,
}


def run(element: Element, lead: Lead, *, by: Party, user: User | None, at: datetime) -> None:
    """Run a step that the product does by itself; only steps that are named here can be published."""
    service = SERVICES.get(element.action)
    if service is None:
        refuse("STEP_UNKNOWN", name=element.label)
    service(element, lead, by, user, at)


def is_done_already(element: Element, lead: Lead) -> bool:
    """Tell whether what a step asks for was done before it was reached: an opportunity is qualified."""
    return element.action == QUALIFY and lead.is_opportunity


def before_completion(element: Element, lead: Lead, *, user: User, at: datetime) -> None:
    """Do what completing a step means for its lead: the first contact begins work, only Qualify qualifies."""
    if element.action == QUALIFY and not lead.is_opportunity:
        refuse("STEP_BY_QUALIFY", name=element.label)
    if element.action == START and lead.state == State.PENDING:
        leads.start(lead.pk, by=user, at=at)
