"""Bring in the processes of a file, all or nothing: made, renamed, published, retired as on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.diagrams.defining import parts_in
from leadwright.diagrams.facts import (
    DiagramMade,
    DiagramPublished,
    DiagramRenamed,
    DiagramRestored,
    DiagramRetired,
)
from leadwright.diagrams.linting import Vocabulary, faults_of
from leadwright.diagrams.models import Diagram, Version
from leadwright.diagrams.plans import Both, DiagramDifference, DiagramPlan, FaultyPlans, PlanFault
from leadwright.diagrams.reading import read_diagram
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import Party
from leadwright.history.record import record


@dataclass(eq=False)
class Draft:
    """A process as it is to be: its row with what it says now, and what a plan says of it."""

    row: Diagram
    published: Version | None
    plan: DiagramPlan
    newest: int = 0
    parts: Mapping[str, Any] = field(default_factory=dict)
    faults: list[PlanFault] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Tell whether there is no process of the code yet."""
        return self.row.pk is None

    @property
    def is_redrawn(self) -> bool:
        """Tell whether the drawing is another than the one in force."""
        return self.published is None or self.published.xml != self.parts["bpmn"]

    def weigh(self, vocabulary: Vocabulary) -> None:
        """Clean what is said, and note all that is wrong; the drawing that is in force is not weighed again."""
        said = {"code": self.plan.code, "name": self.plan.name, "bpmn": self.plan.bpmn}
        kept = self.published is not None and self.published.xml == self.plan.bpmn
        names = [*(["code"] if self.is_new else []), "name", *([] if kept else ["bpmn"])]
        try:
            self.parts = {**said, **parts_in(said, names)}
        except Refused as no:
            self.faults = [
                PlanFault(code=self.plan.code, place=error.field, reason=error.detail) for error in no.errors
            ]
            return
        if self.is_redrawn:
            rows = faults_of(read_diagram(self.parts["bpmn"].encode()), vocabulary)
            self.faults = [
                PlanFault(code=self.plan.code, place=f"bpmn.{row.element}", reason=row.sentence)
                for row in rows
            ]

    @property
    def changes(self) -> dict[str, Both]:
        """What differs, as pairs of before and after."""
        pairs: dict[str, Both] = {}
        if self.row.labels != self.parts["name"]:
            pairs["name"] = (self.row.labels or None, self.parts["name"])
        if self.is_redrawn:
            pairs["version"] = (self.published and self.published.number, self.next_number)
        if self.row.is_retired != self.plan.is_retired:
            pairs["retired"] = (None if self.is_new else self.row.is_retired, self.plan.is_retired)
        return pairs

    @property
    def next_number(self) -> int:
        """The number of the version that is published next: a draft gives its own away and comes behind."""
        return max(self.newest, self.published.number + 1 if self.published else 1)


@transaction.atomic
def bring_in(
    plans: Sequence[DiagramPlan], vocabulary: Vocabulary, *, by: Party, at: datetime, dry_run: bool = False
) -> list[DiagramDifference]:
    """Put the processes of a file in the place of the published ones; raises FaultyPlans.

    What the file leaves out is retired; what was never published, and each draft, stays. A dry run only says what
    would change.
    """
    held = {row.code: row for row in Diagram.objects.select_for_update().order_by("pk")}
    drafts = [_draft(plan, held.get(plan.code)) for plan in plans]
    for draft in drafts:
        draft.weigh(vocabulary)
    if faults := [each for draft in drafts for each in draft.faults]:
        raise FaultyPlans(faults)
    drafts += _left_out(held, plans)
    result = [DiagramDifference(code=draft.row.code, changes=draft.changes) for draft in drafts]
    orders = _orders(held, [plan.code for plan in plans])
    if not dry_run:
        for draft in drafts:
            _store(draft, by=by, at=at)
        _put_in_order([draft.row for draft in drafts], held)
    moved = [DiagramDifference(changes={"order": orders})] if orders[0] != orders[1] else []
    return [row for row in result if row.changes] + moved


def _draft(plan: DiagramPlan, row: Diagram | None) -> Draft:
    if row is None:
        return Draft(row=Diagram(code=plan.code), published=None, plan=plan)
    draft = row.draft
    return Draft(row=row, published=row.published, plan=plan, newest=draft.number if draft else 0)


def _left_out(held: Mapping[str, Diagram], plans: Sequence[DiagramPlan]) -> Iterator[Draft]:
    """Return what is offered and stands in the file no longer, as it is once it is retired."""
    named = {plan.code for plan in plans}
    for row in held.values():
        version = row.published if row.code not in named and not row.is_retired else None
        if version is not None:
            parts = {"name": row.labels, "bpmn": version.xml}
            plan = DiagramPlan(code=row.code, name=row.labels, bpmn=version.xml, is_retired=True)
            yield Draft(row=row, published=version, plan=plan, parts=parts)


def _store(draft: Draft, *, by: Party, at: datetime) -> None:
    """Store a process, and record what was done to it as the page does."""
    row, changes = draft.row, draft.changes
    if not changes:
        return
    is_new, was, labels = draft.is_new, row.labels, draft.parts["name"]
    row.labels, row.is_retired = labels, draft.plan.is_retired
    row.revision += 0 if is_new else 1
    row.save()
    if is_new:
        record(DiagramMade(diagram=row, version=1, by=by, at=at))
    elif "name" in changes:
        languages = sorted(was.keys() | labels.keys())
        pairs = {name: [was.get(name, ""), labels.get(name, "")] for name in languages}
        differing = {name: both for name, both in pairs.items() if both[0] != both[1]}
        record(DiagramRenamed(diagram=row, changes=differing, by=by, at=at))
    if "version" in changes:
        _publish(draft, at=at)
        record(DiagramPublished(diagram=row, version=draft.next_number, by=by, at=at))
    if "retired" in changes:
        fact = DiagramRetired if row.is_retired else DiagramRestored
        record(fact(diagram=row, by=by, at=at))


def _publish(draft: Draft, *, at: datetime) -> None:
    """Publish a drawing; the draft of somebody who draws something else stays the draft of the version after it."""
    waiting, xml = draft.row.draft, draft.parts["bpmn"]
    if waiting is not None and waiting.xml == xml:
        waiting.published_at = at
        waiting.save(update_fields=["published_at"])
        return
    if waiting is not None:
        waiting.number = draft.next_number + 1
        waiting.save(update_fields=["number"])
    Version.objects.create(diagram=draft.row, number=draft.next_number, xml=xml, saved_at=at, published_at=at)


def _orders(held: Mapping[str, Diagram], codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the order of the processes that were there before and of a file, as far as both name them."""
    stored = sorted(held.values(), key=lambda row: (row.position, row.pk))
    named = set(codes)
    return [row.code for row in stored if row.code in named], [code for code in codes if code in held]


def _put_in_order(rows: Sequence[Diagram], held: Mapping[str, Diagram]) -> None:
    """Let the processes stand as in the file, and behind them what it does not name."""
    others = sorted(held.values(), key=lambda row: (row.position, row.pk))
    codes = {row.code for row in rows}
    for position, row in enumerate([*rows, *(row for row in others if row.code not in codes)]):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
