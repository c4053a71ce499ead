"""How activities are held: their lead first, as every verb of a lead does, then the activity itself."""

from leadwright.activities.models import Activity
from leadwright.foundation.refusals import NotFound
from leadwright.leads.locking import locked as locked_lead
from leadwright.people.models import User


def fetch(pk: int, *, by: User) -> Activity:
    """Return an activity within reach, or refuse as if it had never been."""
    activity = Activity.objects.within_reach(by).with_surroundings().filter(pk=pk).first()
    if activity is None:
        raise NotFound
    return activity


def locked(pk: int, *, by: User) -> Activity:
    """Lock an activity within reach by its number alone, after its lead; only then read what it has become."""
    lead_number = _lead_of(pk, by)
    lead = locked_lead(lead_number, by=by) if lead_number is not None else None
    if not list(Activity.objects.select_for_update().filter(pk=pk, deleted_at=None).only("pk")):
        raise NotFound
    activity = Activity.objects.with_surroundings().get(pk=pk)
    if lead is None and activity.lead_id is not None:
        lead = locked_lead(activity.lead_id, by=by)
    if lead is not None:
        activity.lead = lead
    return activity


def _lead_of(pk: int, by: User) -> int | None:
    rows = Activity.objects.within_reach(by).filter(pk=pk).values_list("lead", flat=True)
    result = list(rows[:1])
    if not result:
        raise NotFound
    return result[0]
