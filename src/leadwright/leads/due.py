"""A lead's clock: the earliest of those that run, kept on the lead so that lists can sort by it."""

from django.db import connection

from leadwright.clocks.models import ClockState
from leadwright.leads.models import Lead, LeadType

LEAD = "lead"
KEPT = """
UPDATE leads_lead SET (next_due_kind, next_due_at) = (
    SELECT coalesce(min(kind), ''), min(due_at) FROM (
        SELECT kind, due_at FROM clocks_clock
        WHERE subject_kind = %(subject)s AND subject_id = %(number)s AND state = %(running)s
        ORDER BY due_at, kind LIMIT 1
    ) first
) WHERE number = %(number)s RETURNING next_due_kind, next_due_at
"""


def keep_next_due(lead: Lead) -> None:
    """Store the earliest due moment of a lead and its kind, in one statement; no version rises for that."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, {"number": lead.pk, "subject": LEAD, "running": ClockState.RUNNING})
        (row,) = cursor.fetchall()
    lead.next_due_kind, lead.next_due_at = row


def keep_next_due_of(number: int) -> None:
    """Do the same for a lead by its number."""
    lead = Lead.objects.filter(pk=number).first()
    if lead is not None and lead.is_open:
        keep_next_due(lead)


def days_to_accept() -> int:
    """Return how many working days the first type of lead leaves for accepting an offer."""
    days = LeadType.objects.order_by("pk").values_list("acceptance_working_days", flat=True).first()
    return 3 if days is None else days
