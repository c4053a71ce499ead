"""The processes in the configuration file: read with their shape, each with its drawing, and written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from leadwright.diagrams.actions.bringing import bring_in
from leadwright.diagrams.linting import Vocabulary
from leadwright.diagrams.plans import DiagramPlan, FaultyPlans, stored_plans
from leadwright.diagrams.questions import words_of_processes
from leadwright.fields.computing import KINDS
from leadwright.fields.subjects import Kind
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.facts import ConfigurationChanged
from leadwright.leads.configuration.faults import fault
from leadwright.leads.configuration.parsing import PROCESSES
from leadwright.leads.configuration.sections import Around
from leadwright.leads.configuration.shape import Shape
from leadwright.leads.configuration.yaml_source import Source, Unreadable
from leadwright.leads.models import Lead

PARTS = ("name", "retired", "bpmn")


class Processes:
    """What this room keeps in the file."""

    names = (PROCESSES,)

    def data(self) -> dict[str, Any]:
        """Return the published processes as a file holds them; a drawing stands there line by line."""
        return {PROCESSES: {plan.code: _written(plan) for plan in stored_plans()}}

    def read(self, source: Source) -> tuple[DiagramPlan, ...] | None:
        """Return what a file says of processes, None if it does not speak of them."""
        shape = _Processes(source)
        root = shape.mapping((), source.data)
        plans = tuple(shape.plans(root[PROCESSES])) if PROCESSES in root else None
        if shape.faults:
            raise Unreadable(*shape.faults)
        return plans

    def bring(
        self, said: tuple[DiagramPlan, ...] | None, around: Around, *, by: Party, at: datetime, dry_run: bool
    ) -> list[Change]:
        """Put that in force, or only tell what would change."""
        if said is None:
            return []
        try:
            rows = bring_in(said, _vocabulary(around), by=by, at=at, dry_run=dry_run)
        except FaultyPlans as no:
            raise Faulty(
                [
                    fault(
                        *("PROCESS_INVALID", PROCESSES, row.code, *row.place.split(".", 1)),
                        name=row.code[:100],
                        reason=row.reason.rstrip("."),
                    )
                    for row in no.faults
                ]
            ) from None
        for row in rows if not dry_run else ():
            if not row.code:
                changes = {name: list(both) for name, both in row.changes.items()}
                record(ConfigurationChanged(kind=PROCESSES, code="", changes=changes, by=by, at=at))
        return [Change(kind=PROCESSES, code=row.code, fields=dict(row.changes)) for row in rows]


def _written(plan: DiagramPlan) -> Mapping[str, Any]:
    retired = {"retired": True} if plan.is_retired else {}
    return {"name": dict(plan.name), **retired, "bpmn": plan.bpmn}


def _vocabulary(around: Around) -> Vocabulary:
    """Return what processes may name beside what the same file says of own fields."""
    own = {key: KINDS[Kind(kind)] for key, kind in around.fields.items() if kind in KINDS}
    return replace(words_of_processes(), fields=own | dict(Lead.EXPRESSION_NAMES))


class _Processes(Shape):
    """The processes of a file, each part in its shape."""

    def plans(self, value: Any) -> Iterator[DiagramPlan]:
        """Return the processes."""
        for code, given in self.mapping((PROCESSES,), value).items():
            place = (PROCESSES, code)
            row = self.known(place, given, PARTS)
            yield DiagramPlan(
                code=code,
                name=self.labels((*place, "name"), row.get("name", "")),
                bpmn=self.text((*place, "bpmn"), row.get("bpmn", "")),
                is_retired=self.yes((*place, "retired"), row.get("retired", "false")),
            )
