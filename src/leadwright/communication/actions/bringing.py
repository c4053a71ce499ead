"""Bring in the media and templates for all that a file holds, all or nothing: made, changed, retired as on the page."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.communication.defining import Definer
from leadwright.communication.describing import changes_between, parts_of, parts_of_medium
from leadwright.communication.facts import (
    MediumAdded,
    MediumChanged,
    TemplateChanged,
    TemplateMade,
    TemplateRetired,
)
from leadwright.communication.listing import ListsOfFile
from leadwright.communication.models import Medium, Template
from leadwright.communication.plans import Plan, Plans
from leadwright.communication.tag_table import TAGS, tag_of
from leadwright.foundation.refusals import FieldError
from leadwright.history.facts import Fact, Party
from leadwright.history.record import record
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.faults import Fault, fault
from leadwright.leads.configuration.sections import Around

MEDIA, TEMPLATES = "media", "templates"
RETIRED = {"retired": [False, True]}
Names = Mapping[int, str]


@dataclass(eq=False)
class Draft:
    """A row as it is to be; `before` is what was stored, of a new one nothing."""

    kind: str
    row: Any
    before: Mapping[str, Any]
    after: Mapping[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> dict[str, Any]:
        """What differs, as pairs of before and after; of a new row what says something."""
        if self.before:
            return changes_between(dict(self.before), dict(self.after))
        return {name: [None, value] for name, value in self.after.items() if value}

    def note(self, errors: Sequence[FieldError]) -> None:
        """Note what is wrong, at its place in the file."""
        code = "MEDIUM_INVALID" if self.kind == MEDIA else "TEMPLATE_INVALID"
        self.faults += [
            fault(
                *(code, self.kind, self.row.code, *error.field.split(".")),
                name=self.row.code[:100],
                reason=error.detail.rstrip("."),
            )
            for error in errors
        ]

    def change(self) -> Change:
        """Return what changes, as a change of the configuration."""
        return Change(
            kind=self.kind,
            code=self.row.code,
            fields={name: (old, new) for name, (old, new) in self.changes.items()},
        )


@transaction.atomic
def bring_in(
    plans: Plans, around: Around, *, units: Names, by: Party, at: datetime, dry_run: bool = False
) -> list[Change]:
    """Put the media and the templates for all of a file in the place of the stored ones; raises Faulty.

    What the file leaves out of a list is retired. What stands there as it is stored is not weighed again. A dry run
    only tells.
    """
    media = _media(plans.media, around)
    rows = {row.code: row for row in Medium.objects.all()} | {draft.row.code: draft.row for draft in media}
    templates = _templates(plans.templates, around, rows, units)
    drafts = [*media, *templates]
    if faults := [each for draft in drafts for each in draft.faults]:
        raise Faulty(faults)
    changed = [draft for draft in drafts if draft.changes]
    if not dry_run:
        for draft in changed:
            _store(draft, by=by, at=at)
    return [draft.change() for draft in changed]


def _media(plans: Sequence[Plan] | None, around: Around) -> list[Draft]:
    if plans is None:
        return []
    held = {row.code: row for row in Medium.objects.select_for_update().order_by("pk")}
    lists = ListsOfFile(around.blueprint, held)
    drafts = []
    for plan in plans:
        row = held.get(plan.code) or Medium(code=plan.code)
        draft, parts = _draft(MEDIA, row, _of_medium), plan.all_parts(MEDIA)
        if parts != draft.before:
            definer = Definer(lists)
            if not draft.before:
                definer.code_of_medium(plan.code)
            definer.read_medium(row, parts)
            draft.note(definer.faults)
        draft.after = _of_medium(row)
        drafts.append(draft)
    return [*drafts, *_left_out(MEDIA, held, plans, _of_medium)]


def _templates(
    plans: Sequence[Plan] | None, around: Around, media: Mapping[str, Medium], units: Names
) -> list[Draft]:
    if plans is None:
        return []
    rows = Template.objects.filter(organisation=None).select_for_update(of=("self",)).order_by("pk")
    held = {row.code: row for row in rows.select_related("medium", "sender", "purpose")}
    lists, known = ListsOfFile(around.blueprint, media), [*TAGS, *map(tag_of, sorted(around.fields))]
    drafts = []
    for plan in plans:
        row = held.get(plan.code) or Template(code=plan.code)
        draft, parts = _draft(TEMPLATES, row, _of_template), plan.all_parts(TEMPLATES)
        parts["units"] = _numbers(parts["units"], units, draft)
        if parts != draft.before and not draft.faults:
            definer = Definer(lists)
            if not draft.before and definer.code_of_template(plan.code) not in ("", plan.code):
                definer.wrong("code", _("it neither begins nor ends with a space"))
            row.is_retired = parts.pop("retired")
            definer.read_template(row, parts, known=known)
            draft.note(definer.faults)
        draft.after = {} if draft.faults else _of_template(row)
        drafts.append(draft)
    return [*drafts, *_left_out(TEMPLATES, held, plans, _of_template)]


def _of_medium(row: Medium) -> dict[str, Any]:
    return parts_of_medium(row)


def _of_template(row: Template) -> dict[str, Any]:
    return parts_of(row) | {"retired": row.is_retired}


def _draft(kind: str, row: Any, parts: Callable[[Any], Mapping[str, Any]]) -> Draft:
    return Draft(kind=kind, row=row, before=dict(parts(row)) if row.pk else {})


def _numbers(names: Collection[str], units: Names, draft: Draft) -> list[int]:
    """Return the units that are named; one that is not there is named as a fault."""
    known = {name: pk for pk, name in units.items()}
    for place, name in enumerate(names):
        if name not in known:
            draft.faults.append(fault("UNIT_UNKNOWN", TEMPLATES, draft.row.code, "units", place, name=name))
    return sorted(known[name] for name in names if name in known)


def _left_out(
    kind: str,
    held: Mapping[str, Any],
    plans: Sequence[Plan],
    parts: Callable[[Any], Mapping[str, Any]],
) -> list[Draft]:
    """Return what is offered and stands in the file no longer, as it is once it is retired."""
    named = {plan.code for plan in plans}
    drafts = [
        _draft(kind, row, parts) for row in held.values() if row.code not in named and not row.is_retired
    ]
    for draft in drafts:
        draft.row.is_retired = True
        draft.after = parts(draft.row)
    return drafts


def _store(draft: Draft, *, by: Party, at: datetime) -> None:
    """Store a row, and record what was done to it as the page does."""
    row, changes = draft.row, draft.changes
    if draft.kind == TEMPLATES and draft.before:
        row.version += 1
    row.save()
    record(_fact(draft, changes, by=by, at=at))


def _fact(draft: Draft, changes: Mapping[str, Any], *, by: Party, at: datetime) -> Fact:
    if draft.kind == MEDIA:
        if not draft.before:
            return MediumAdded(medium=draft.row, by=by, at=at)
        return MediumChanged(medium=draft.row, changes=changes, by=by, at=at)
    if not draft.before:
        return TemplateMade(template=draft.row, by=by, at=at)
    if changes == RETIRED:
        return TemplateRetired(template=draft.row, by=by, at=at)
    return TemplateChanged(template=draft.row, changes=changes, by=by, at=at)
