"""Which clock of a lead can be put off, and up to when."""

from datetime import datetime, timedelta

from leadwright.clocks import actions as clocks
from leadwright.clocks.models import Clock
from leadwright.foundation.refusals import refuse
from leadwright.leads.models import Lead

# An offer's acceptance is not put off by whoever is to accept, and the expected completion is a field of the lead.
KINDS = ("qualify", "update", "review")


def require_postponable(lead: Lead) -> None:
    """Refuse (409) where the type lets put off none, the clock that runs out next is none of those, or was put off."""
    if not lead.type.longest_postponement_days or lead.next_due_kind not in KINDS:
        refuse("STATE_NOT_ALLOWED", because="NO_CLOCK_TO_POSTPONE")
    if lead.next_due_postponed:
        refuse("STATE_NOT_ALLOWED", because="ALREADY_POSTPONED")


def next_clock_of(lead: Lead) -> Clock:
    """Return the clock of a locked lead that runs out next."""
    return min(clocks.running_of("lead", lead.pk), key=lambda row: (row.due_at, row.kind))


def latest_of(lead: Lead, clock: Clock, *, at: datetime) -> datetime:
    """Return up to when a clock can be put off: so many days behind its due moment, or behind now."""
    return max(clock.due_at, at) + timedelta(days=lead.type.longest_postponement_days)
