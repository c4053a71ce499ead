"""Post an opportunity: what is mandatory is there, and its process begins, once."""

from datetime import datetime

from leadwright.diagrams.models import Diagram, Version
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads.actions.qualifying import missing
from leadwright.leads.actions.stepping import keep_posted
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.states import Control
from leadwright.people.models import User
from leadwright.processes.facts import LeadPosted, ProcessStarted
from leadwright.processes.fetching import running
from leadwright.processes.models import Instance
from leadwright.processes.running import Run


@action
def post(number: int, *, by: User, at: datetime) -> Lead:
    """Begin the process of a lead's kind of opportunity; posting again begins no second one.

    Refuses by name what is mandatory and missing: the kind, and what work on a lead needs.
    """
    lead = locked(number, by=by)
    check(lead, Verb.POST, by=by)
    faults = [] if lead.kind else [field_error("kind", "FIELD_REQUIRED")]
    refuse_fields([*faults, *missing(lead)])
    if running(lead) is None and lead.posted_at is None:
        start(lead, by=by, at=at)
    return lead


def start(lead: Lead, *, by: User, at: datetime) -> None:
    """Begin the process of a lead that is held; a kind without steps is posted and has none."""
    keep_posted(lead, at)
    kind = lead.kind
    if kind is None or kind.kind == Control.NONE:
        record(LeadPosted(lead=lead, by=by.party(), at=at))
        return
    instance = Instance.objects.create(
        lead=lead,
        version=_version(kind.diagram),
        is_moved_by_hand=kind.kind == Control.HAND,
        started_at=at,
        started_by=by,
    )
    record(ProcessStarted(lead=lead, instance=instance, by=by.party(), at=at))
    Run(instance=instance, lead=lead, by=by.party(), user=by, at=at).begin()


def _version(code: str) -> Version:
    diagram = Diagram.objects.offered().filter(code=code).first()
    version = diagram.published if diagram else None
    return version or refuse("PROCESS_UNPUBLISHED", name=diagram.label if diagram else code)
