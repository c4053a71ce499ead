"""Take back leads that an import made, while nobody has touched them: they go, and their history stays."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from leadwright.clocks.models import Clock
from leadwright.foundation.references import referenced, remove_naming
from leadwright.history.facts import Party as Doer
from leadwright.history.record import record_each
from leadwright.leads.due import LEAD
from leadwright.leads.facts import LeadTakenBack
from leadwright.leads.models import (
    Comment,
    DemandLine,
    Interest,
    Lead,
    LeadFacet,
    Party,
    ProductOfInterest,
)

# What belongs to a lead itself: who adds to it here raises the lead's version. Other tables hold what was done with it.
PARTS = (
    Comment,
    DemandLine,
    Interest,
    LeadFacet,
    Party,
    ProductOfInterest,
    Lead.competitors.through,
    Lead.deal_types.through,
)


@transaction.atomic
def take_back(versions: Mapping[int, int], *, by: Doer, at: datetime) -> set[int]:
    """Remove leads that are as they came; returns the numbers of those that stay, since somebody touched them.

    `versions` are those that the leads had when they were brought in last.
    """
    locked = Lead.objects.filter(pk__in=versions).order_by("pk").select_for_update(of=("self",))
    leads = {lead.pk: lead for lead in locked.select_related("contact", "status")}
    touched = {pk for pk, lead in leads.items() if _is_touched(lead, versions[pk])}
    touched |= referenced(Lead, leads.keys() - touched, but=PARTS)
    gone = [lead for pk, lead in leads.items() if pk not in touched]
    record_each(LeadTakenBack(lead=lead, by=by, at=at) for lead in gone)
    _remove([lead.pk for lead in gone])
    return touched


def _is_touched(lead: Lead, version: int) -> bool:
    return bool(lead.version != version or lead.deleted_at or lead.activity_mark)


def _remove(numbers: Collection[int]) -> None:
    remove_naming(Lead, numbers, only=PARTS)
    for rows in (Clock.objects.about(LEAD, numbers), Lead.objects.filter(pk__in=numbers)):
        rows._raw_delete(rows.db)
