"""Keep on a lead where its process stands, so that lists, filters and guards need not look for it."""

from collections.abc import Sequence
from datetime import datetime

from leadwright.leads.models import Lead


def keep_posted(lead: Lead, at: datetime) -> None:
    """Store when the process of a locked lead began; its version stays as it is."""
    lead.posted_at = at
    lead.write("posted_at")


def keep_steps(lead: Lead, steps: Sequence[str]) -> None:
    """Store at which steps a locked lead is; nobody's edit grows stale over that."""
    if list(steps) != lead.steps:
        lead.steps = list(steps)
        lead.write("steps")


def keep_step_when_lost(lead: Lead) -> None:
    """Store at which step a locked lead that was just lost had been: where the customer dropped off."""
    if lead.steps:
        lead.step_when_lost = lead.steps[0]
        lead.write("step_when_lost")
