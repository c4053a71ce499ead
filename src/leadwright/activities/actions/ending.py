"""Cancel what is still planned on a lead that goes: nobody is left who would do it."""

from datetime import datetime

from leadwright.activities.actions import keeping
from leadwright.activities.actions.inviting import withdraw
from leadwright.activities.facts import ActivityCancelled
from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.models import Lead


def cancel_open(lead: Lead, *, because: str, by: Party, at: datetime) -> int:
    """Cancel the open activities of a locked lead, each with an entry that says why; returns how many."""
    if not lead.open_activities:
        return 0
    rows = Activity.objects.of_lead(lead.pk).open().select_for_update(of=("self",)).order_by("pk")
    activities = list(rows.with_surroundings())
    for activity in activities:
        activity.lead = lead
        keeping.store(activity, state=ActivityState.CANCELLED, cancelled_at=at, at=at)
        record(ActivityCancelled(activity=activity, because=because, by=by, at=at))
        withdraw(activity, at=at)
    keeping.keep_next(lead)
    return len(activities)
