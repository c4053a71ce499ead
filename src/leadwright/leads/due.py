"""A lead's clock: the earliest of those that run, kept on the lead so that lists can sort by it."""

from leadwright.clocks.actions import running_of
from leadwright.leads.models import Lead, LeadType
from leadwright.leads.rules import rules_in_force

LEAD = "lead"


def keep_next_due(lead: Lead) -> None:
    """Keep the earliest due moment of a locked lead and its kind; no version rises for that."""
    running = sorted(running_of(LEAD, lead.pk), key=lambda clock: (clock.due_at, clock.kind))
    clock = running[0] if running else None
    first = (clock.kind, clock.due_at, clock.postponed_to is not None) if clock else ("", None, False)
    if first != (lead.next_due_kind, lead.next_due_at, lead.next_due_postponed):
        lead.next_due_kind, lead.next_due_at, lead.next_due_postponed = first
        lead.write("next_due_kind", "next_due_at", "next_due_postponed")


def keep_next_due_of(number: int) -> None:
    """Do the same for a lead by its number."""
    lead = Lead.objects.filter(pk=number).first()
    if lead is not None and lead.is_open:
        keep_next_due(lead)


def days_to_accept() -> int:
    """Return how many working days the first type of lead leaves for accepting an offer."""
    first = min(rules_in_force().listed(LeadType), key=lambda kind: kind.pk, default=None)
    return 3 if first is None else first.acceptance_working_days
