"""Take back activities that an import made, while nobody has touched them."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from leadwright.activities.actions.taking_in import KEEP_LEADS
from leadwright.activities.facts_of_imports import ActivityTakenBack
from leadwright.activities.models import Activity, Participant
from leadwright.activities.states import OPEN, ActivityState
from leadwright.foundation.references import referenced, remove_naming
from leadwright.history.facts import Party
from leadwright.history.record import record_each

PARTS = (Participant,)


@transaction.atomic
def take_back(pks: Collection[int], *, by: Party, at: datetime) -> set[int]:
    """Remove activities that are as they came; returns the ids of those that stay. Their leads show what is left."""
    locked = Activity.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    rows = list(locked.select_related("kind", "lead"))
    stays = {row.pk for row in rows if row.version > 1 or row.deleted_at}
    stays |= referenced(Activity, {row.pk for row in rows} - stays, but=PARTS)
    gone = [row for row in rows if row.pk not in stays]
    record_each(ActivityTakenBack(activity=row, by=by, at=at) for row in gone)
    remove_naming(Activity, [row.pk for row in gone], only=PARTS)
    removed = Activity.objects.filter(pk__in=[row.pk for row in gone])
    removed._raw_delete(removed.db)
    leads = sorted({row.lead_id for row in gone if row.lead_id})
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP_LEADS,
            {
                "leads": leads,
                "open": [state.value for state in OPEN],
                "done": ActivityState.COMPLETED.value,
            },
        )
    return stays
