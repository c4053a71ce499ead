"""Move open leads on when their type allows their status no longer: part of the change that takes it away."""

from collections.abc import Iterable
from datetime import datetime

from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.configuration.impact import Touched
from leadwright.leads.facts import LeadMigrated
from leadwright.leads.models import Lead, Status
from leadwright.leads.states import OPEN


def migrate(stranded: Iterable[tuple[Touched, str]], *, by: Party, at: datetime) -> None:
    """Give the leads of each group the status that was chosen for it.

    The rules are held alone, so that no lead can come into or leave a status meanwhile.
    """
    statuses = {row.code: row for row in Status.objects.all()}
    for item, target in stranded:
        _migrate(item, statuses[target], by=by, at=at)


def _migrate(group: Touched, status: Status, *, by: Party, at: datetime) -> None:
    rows = Lead.objects.filter(
        type__code=group.kind, status__code=group.status, state__in=OPEN, deleted_at=None
    )
    locked = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    for lead in Lead.objects.with_rules().filter(pk__in=locked).order_by("pk"):
        lead.store(status=status, at=at)
        record(LeadMigrated(lead=lead, from_status=group.status, by=by, at=at))
