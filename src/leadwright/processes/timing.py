"""Let the timers of processes go off: each in a transaction of its own, so that one that cannot stops no other."""

import logging
from datetime import datetime

from leadwright.diagrams.model import Kind
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM
from leadwright.leads.models import Lead
from leadwright.processes.models import Token
from leadwright.processes.running import Run

log = logging.getLogger("leadwright.processes")


def fire_due(at: datetime) -> int:
    """Complete the timers that are due; returns how many. What a worker that died left is done by the next."""
    due = Token.objects.filter(due_at__lte=at).order_by("due_at", "pk").values_list("pk", "instance__lead")
    return sum(_tried(pk, lead, at) for pk, lead in list(due))


def _tried(pk: int, lead: int, at: datetime) -> bool:
    try:
        return _fire(pk, lead, at)
    except Refused as no:
        log.warning("the timer %s of L-%s cannot go off: %s", pk, lead, no.sentence)
        return False


@action
def _fire(pk: int, number: int, at: datetime) -> bool:
    if not Lead.objects.select_for_update(skip_locked=True).filter(pk=number).exists():
        return False
    token = Token.objects.filter(pk=pk).select_related("instance__version__diagram").first()
    if token is None:
        return False
    lead = Lead.objects.with_rules().get(pk=number)
    Run(instance=token.instance, lead=lead, by=SYSTEM, at=at).complete(token, Kind.TIMER)
    return True
