"""The clocks of leads that run: fetched and shaped here alone, for whoever draws or tells of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from leadwright.clocks.models import Clock, calendars_of
from leadwright.clocks.worktime import working_time_used
from leadwright.foundation.prepared import Prepared
from leadwright.leads.due import LEAD
from leadwright.leads.models import Lead

COLUMNS = ("subject_id", "kind", "started_at", "due_at", "organisation_id", "rule")
_CLOCKS = Prepared()


@dataclass(frozen=True, kw_only=True)
class RunningClock:
    """A clock of a lead that runs: what it waits for, since when, and until when."""

    kind: str
    started_at: datetime
    due_at: datetime
    organisation_id: int | None
    in_working_days: bool

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether the due moment has passed."""
        return self.due_at < at


def clocks_of(lead: Lead) -> list[RunningClock]:
    """Return the running clocks of a lead, the nearest first."""
    return clocks_of_each([lead.pk]).get(lead.pk, [])


def clocks_of_each(numbers: Collection[int]) -> Mapping[int, list[RunningClock]]:
    """Return the running clocks of several leads by their numbers, the nearest first; one query at most."""
    clocks: dict[int, list[RunningClock]] = defaultdict(list)
    if numbers:
        for number, *clock in _CLOCKS.rows("running", _running, {"numbers": list(numbers)}):
            clocks[number].append(_shaped(*clock))
    return dict(clocks)


def _running(numbers: list[int]) -> "QuerySet[Clock, tuple[Any, ...]]":
    rows = Clock.objects.running().about(LEAD, numbers).order_by("due_at", "kind")
    return rows.values_list(*COLUMNS)


def clock_of_kind(clocks: Sequence[RunningClock], kind: str) -> RunningClock | None:
    """Return the clock of a kind, if it runs; a lead has at most a single clock of each."""
    return next((clock for clock in clocks if clock.kind == kind), None)


def shares_used(clocks: Sequence[RunningClock], *, at: datetime) -> list[float | None]:
    """Return for each clock the share of its working time that is used (0 to 1); none where plain time counts."""
    counted = {clock.organisation_id for clock in clocks if clock.in_working_days}
    calendars = calendars_of(counted) if counted else {}
    return [
        working_time_used(calendars[clock.organisation_id], clock.started_at, clock.due_at, at)
        if clock.in_working_days
        else None
        for clock in clocks
    ]


def _shaped(
    kind: str, started_at: datetime, due_at: datetime, organisation_id: int | None, rule: Mapping[str, int]
) -> RunningClock:
    return RunningClock(
        kind=kind,
        started_at=started_at,
        due_at=due_at,
        organisation_id=organisation_id,
        in_working_days="working_days" in rule,
    )
