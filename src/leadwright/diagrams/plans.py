"""Processes as plain data: what a file holds of them, what is wrong with that, and what it would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leadwright.diagrams.models import Diagram, Version

Both = tuple[Any, Any]


@dataclass(frozen=True, kw_only=True)
class DiagramPlan:
    """A process as it is to be: its names, the drawing that is in force, and whether it can be begun."""

    code: str
    name: Mapping[str, str]
    bpmn: str
    is_retired: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanFault:
    """What is wrong with a plan: of which process, at which part or element, and why."""

    code: str
    place: str
    reason: str


class FaultyPlans(Exception):
    """Plans that were refused, with all that is wrong with them."""

    def __init__(self, faults: Sequence[PlanFault]) -> None:
        super().__init__("; ".join(f"{row.code}.{row.place}: {row.reason}" for row in faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class DiagramDifference:
    """What changes of a process, as pairs of before and after; without a code, of their order."""

    code: str = ""
    changes: Mapping[str, Both] = field(default_factory=dict)


def stored_plans() -> list[DiagramPlan]:
    """Return the processes that were published, each as it is in force, in their order; drafts are in no plan."""
    rows = Version.objects.filter(published_at__isnull=False).order_by("diagram_id", "number")
    drawings = {row.diagram_id: row.xml for row in rows}
    return [
        DiagramPlan(code=row.code, name=row.labels, bpmn=drawings[row.pk], is_retired=row.is_retired)
        for row in Diagram.objects.filter(pk__in=drawings).order_by("position", "pk")
    ]
