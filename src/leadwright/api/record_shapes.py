"""What the API tells of a lead's own record: levels, key dates, and what hangs on it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.duration import duration_iso_string

from leadwright.leads.dates import time_overdue, time_to_completion
from leadwright.leads.levels import level_labels
from leadwright.leads.models import Lead


def levels(lead: Lead) -> dict[str, Any]:
    """Return priority and importance, each with its label."""
    labels = level_labels()
    return {
        "priority": lead.priority,
        "priority_label": labels.get(("priority", lead.priority)),
        "importance": lead.importance,
        "importance_label": labels.get(("importance", lead.importance)),
    }


def dates(lead: Lead, at: datetime) -> dict[str, Any]:
    """Return the key dates of a lead, and what is left or overdue at a moment."""
    amount, _space, unit = lead.estimate.partition(" ")
    return {
        "started_at": lead.started_at,
        "estimate": {"amount": int(amount), "unit": unit},
        "expected_completion_at": lead.expected_completion_at,
        "time_to_completion": duration(time_to_completion(lead, at)),
        "time_overdue": duration(time_overdue(lead, at)),
        "accepted_at": lead.accepted_at,
        "qualified_at": lead.qualified_at,
        "completed_at": lead.completed_at,
        "cancelled_at": lead.cancelled_at,
        "updated_at": lead.updated_at,
    }


def duration(length: timedelta | None) -> str | None:
    """Return a length of time as an ISO 8601 duration to the second, such as P2DT00H00M00S."""
    return None if length is None else duration_iso_string(timedelta(seconds=int(length.total_seconds())))
