"""The ladder of notices of tasks as it is stored: who has no row gets the usual ones."""

from collections.abc import Mapping

from leadwright.leads.models import TaskNotice
from leadwright.leads.states import USUAL_NOTICES

Notices = Mapping[str, tuple[int, ...]]


def stored_notices() -> dict[str, tuple[int, ...]]:
    """Return after which hundredths of the time of a task each gets a notice."""
    rows = TaskNotice.objects.values_list("whom", "percents")
    return {**USUAL_NOTICES, **{whom: tuple(percents) for whom, percents in rows}}


def store_notices(old: Notices, new: Notices) -> None:
    """Store what differs."""
    for whom, percents in new.items():
        if old.get(whom) != percents:
            TaskNotice.objects.update_or_create(whom=whom, defaults={"percents": list(percents)})
