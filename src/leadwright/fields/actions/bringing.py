"""Bring in the fields for all that a file holds, all or nothing: made, changed and retired as on the page."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from leadwright.fields.actions.defining import differences, insert, keep, parts_of, put_choices, with_choices
from leadwright.fields.actions.ending import retire_row
from leadwright.fields.computing import names_in
from leadwright.fields.defining import Definer
from leadwright.fields.definitions import forget_fields
from leadwright.fields.facts import FieldMade
from leadwright.fields.fixed import fault_in_key, new_from
from leadwright.fields.models import FieldChoice, OwnField
from leadwright.fields.plans import FaultyPlans, FieldDifference, FieldPlan, PlanFault, plans_of
from leadwright.fields.questions import kinds_of_activities, tables_with_fields
from leadwright.fields.reading import Around
from leadwright.foundation.refusals import FieldError, Refused
from leadwright.history.facts import Json, Party
from leadwright.history.record import record

Places = Callable[[str], Collection[str]]
Kinds = Callable[[], Collection[str]]
Make = Callable[..., Definer]
REFERRING = ("default", "shown_if", "expression")
A_FILE = Around(home=None, currency="")


@dataclass(eq=False)
class Draft:
    """A plan with the row that it becomes; `before` is what was stored, of a new one nothing."""

    plan: FieldPlan
    row: OwnField
    is_new: bool
    before: Mapping[str, Json] = field(default_factory=dict)
    stored: Mapping[str, Any] = field(default_factory=dict)
    referred: frozenset[str] = frozenset()
    faults: list[PlanFault] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether it was retired before: it takes no changes."""
        return not self.is_new and self.row.is_retired

    def note(self, place: str, code: str, reason: str = "") -> None:
        """Note what is wrong."""
        fault = PlanFault(subject=self.plan.subject, key=self.plan.key, place=place, code=code, reason=reason)
        self.faults.append(fault)


@transaction.atomic
def bring_in(
    plans: Sequence[FieldPlan],
    subjects: Collection[str],
    *,
    places: Places,
    kinds: Kinds = kinds_of_activities,
    by: Party,
    at: datetime,
    dry_run: bool = False,
) -> list[FieldDifference]:
    """Put the fields for all of some subjects in the place of the stored ones; raises FaultyPlans.

    What the plans leave out is retired. `places` name from where on a field can be required, `kinds` the kinds of
    activities. A dry run only tells.
    """
    held = _held(subjects)
    stored = {(plan.subject, plan.key): plan for plan in plans_of(held.values())}
    drafts = [_draft(plan, held.get(key := (plan.subject, plan.key)), stored.get(key)) for plan in plans]
    sound = [draft for draft in drafts if not draft.faults]
    _read(sound, partial(Definer, around=A_FILE, places=places, kinds=kinds))
    if faults := [fault for draft in drafts for fault in draft.faults]:
        raise FaultyPlans(faults)
    named = {(plan.subject, plan.key) for plan in plans}
    left = [row for key, row in held.items() if key not in named and not row.is_retired]
    result = [*_differences(drafts), *map(_ending, left)]
    if dry_run:
        transaction.set_rollback(True)
        return result
    for draft in drafts:
        _store(draft, by=by, at=at)
    for row in left:
        retire_row(row, by=by, at=at)
    forget_fields()
    return result


def _held(subjects: Collection[str]) -> dict[tuple[str, str], OwnField]:
    rows = OwnField.objects.filter(organisation=None, purged_at=None, subject__in=subjects)
    locked = rows.select_for_update(of=("self",)).prefetch_related("choice_rows").order_by("pk")
    return {(row.subject, row.key): row for row in locked}


def _draft(plan: FieldPlan, row: OwnField | None, stored: FieldPlan | None) -> Draft:
    """Return a plan with its row, and what is wrong with what never changes."""
    errors: list[FieldError] = []
    made = new_from({"subject": plan.subject, "key": plan.key, "kind": plan.kind}, errors)
    draft = Draft(plan=plan, row=row or made, is_new=row is None)
    for error in errors:
        draft.note(error.field, error.code, error.detail)
    if reason := fault_in_key(plan.key, is_for_all=True):
        draft.note("", "KEY", reason)
    if row is None or stored is None or draft.faults:
        return draft
    if row.kind != plan.kind:
        draft.note("kind", "KIND_FIXED", row.kind)
    if row.is_retired and not plan.is_retired:
        draft.note("retired", "STAYS_RETIRED")
    draft.before = parts_of(row)
    draft.stored = stored.all_parts
    draft.referred = _named_by(draft.stored) | names_in(row)
    return draft


def _read(drafts: Sequence[Draft], make: Make) -> None:
    """Put the plans into their rows, first what stands alone, then what refers to other fields."""
    for draft in drafts:
        _read_parts(draft, make)
    for draft in _in_order(drafts):
        siblings = [other.row for other in drafts if _may_name(draft, other)]
        definer = make(siblings=siblings)
        parts = draft.plan.all_parts
        definer.read_values(with_choices(draft.row), {name: parts[name] for name in REFERRING})
        _note(draft, definer)
    for draft in drafts:
        if draft.is_over and (draft.faults or differences(draft.before, parts_of(draft.row))):
            draft.faults.clear()
            draft.note("", "STAYS_RETIRED")


def _read_parts(draft: Draft, make: Make) -> None:
    definer = make(siblings=())
    parts = {name: part for name, part in draft.plan.all_parts.items() if name not in REFERRING}
    plans = definer.read(draft.row, parts) or []
    _note(draft, definer)
    kept = {plan.code for plan in plans}
    gone = [row for row in draft.row.offered if row.code not in kept] if not draft.is_new else []
    for choice in gone:
        if number := _rows_with(draft.row, choice):
            words = ngettext("%(n)d row", "%(n)d rows", number) % {"n": number}
            draft.note(f"choices.{choice.code}", "CHOICE_IN_USE", words)
    try:
        if draft.is_new:
            insert(draft.row)
    except Refused as no:
        draft.note("", "KEY", no.sentence)
        return
    put_choices(draft.row, plans)


def _note(draft: Draft, definer: Definer) -> None:
    for error in definer.faults:
        draft.note(error.field, error.code, error.detail)


def _rows_with(row: OwnField, choice: FieldChoice) -> int:
    several = {str(row.pk): [choice.pk]} if row.kind == "choices" else {str(row.pk): choice.pk}
    holders = tables_with_fields()[row.subject].objects
    return int(holders.filter(own_fields__contains=several).count())


def _may_name(draft: Draft, other: Draft) -> bool:
    """Tell whether a field may refer to another: to a retired one only if it did so before."""
    if draft.plan.subject != other.plan.subject:
        return False
    return draft.is_over or not other.is_over or other.plan.key in draft.referred


def _in_order(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Return drafts so that each stands behind those that it names; what goes in a circle stands last."""
    left = list(drafts)
    while left:
        keys = {(draft.plan.subject, draft.plan.key) for draft in left}
        ready = [draft for draft in left if not keys & _names_of(draft.plan)] or left
        yield from ready
        left = [draft for draft in left if draft not in ready]


def _names_of(plan: FieldPlan) -> set[tuple[str, str]]:
    parts = plan.all_parts
    computed = OwnField(expression=parts["expression"])
    return {(plan.subject, name) for name in _named_by(parts) | names_in(computed)}


def _named_by(parts: Mapping[str, Any]) -> frozenset[str]:
    condition = parts["shown_if"]
    return frozenset([str(condition.get("field"))]) if condition else frozenset()


def _differences(drafts: Sequence[Draft]) -> Iterator[FieldDifference]:
    for draft, plan in zip(drafts, plans_of([draft.row for draft in drafts]), strict=True):
        changes: dict[str, tuple[Any, Any]] = {}
        if draft.is_new:
            changes = {"kind": (None, plan.kind)} | {name: (None, part) for name, part in plan.parts.items()}
        else:
            old, new = draft.stored, plan.all_parts
            changes = {name: (old[name], new[name]) for name in old if old[name] != new[name]}
        if draft.plan.is_retired and not draft.is_over:
            changes["retired"] = (None if draft.is_new else False, True)
        if changes:
            yield FieldDifference(subject=plan.subject, key=plan.key, changes=changes)


def _ending(row: OwnField) -> FieldDifference:
    return FieldDifference(subject=row.subject, key=row.key, changes={"retired": (False, True)})


def _store(draft: Draft, *, by: Party, at: datetime) -> None:
    row, is_over = draft.row, draft.is_over
    if draft.is_new:
        row.save()
        record(FieldMade(definition=row, by=by, at=at))
    elif changes := differences(draft.before, parts_of(row)):
        is_refilled = "filterable" in changes or "choices" in changes
        keep(row, changes, by=by, at=at, is_refilled=is_refilled)
    if draft.plan.is_retired and not is_over:
        retire_row(row, by=by, at=at)
