"""The own fields for all in the configuration file: read with their shape, written, and what is wrong with them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leadwright.fields.plans import USUAL, FieldDifference, FieldPlan, PlanFault, stored_plans
from leadwright.fields.questions import kinds_of_activities, places_of_subject
from leadwright.fields.subjects import Kind, Subject
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.faults import Fault, Place, fault
from leadwright.leads.configuration.shape import Shape
from leadwright.leads.configuration.yaml_source import Source, Unreadable

SECTION = "fields"
LABELS = ("label", "help", "section")
TEXTS = ("unit", "sees", "expression")
SWITCHES = ("filterable", "searchable", "personal", "steps_only")
# What a fault of a part is called; of any other part it is FIELD_PART_INVALID.
CODES = {
    "kind": "FIELD_KIND_UNKNOWN",
    "default": "FIELD_DEFAULT_INVALID",
    "required_from": "FIELD_PLACE_UNKNOWN",
    "shown_if": "FIELD_CONDITION_INVALID",
    "expression": "FIELD_EXPRESSION_INVALID",
}
OF_PLANS = {
    "KEY": "FIELD_KEY_INVALID",
    "KIND_FIXED": "FIELD_KIND_FIXED",
    "STAYS_RETIRED": "FIELD_STAYS_RETIRED",
    "CHOICE_IN_USE": "FIELD_CHOICE_IN_USE",
}


@dataclass(frozen=True, kw_only=True)
class OwnFields:
    """What a file says of own fields: the subjects that it speaks of, and the fields of each."""

    subjects: tuple[str, ...] = ()
    plans: tuple[FieldPlan, ...] = ()


def read_fields(source: Source) -> OwnFields:
    """Return the own fields of a file; what has the wrong shape is named with its line."""
    shape = _Fields(source)
    root = shape.mapping((), source.data)
    subjects = shape.subjects(root.get(SECTION))
    plans = [plan for subject, given in subjects.items() for plan in shape.plans(subject, given)]
    if shape.faults:
        raise Unreadable(*shape.faults)
    return OwnFields(subjects=tuple(subjects), plans=tuple(plans))


class _Fields(Shape):
    """The own fields of a file, each part in its shape."""

    def subjects(self, value: Any) -> dict[str, Mapping[str, Any]]:
        """Return the fields by what they are on."""
        given = self.mapping((SECTION,), value)
        for subject in given.keys() - set(Subject.values):
            allowed = ", ".join(Subject.values)
            strange = fault("FIELD_SUBJECT_UNKNOWN", SECTION, subject, name=subject[:60], allowed=allowed)
            self.faults.append((self.source.line_of(strange.place), strange))
        return {
            subject: self.mapping((SECTION, subject), given[subject])
            for subject in Subject.values
            if subject in given
        }

    def plans(self, subject: str, given: Mapping[str, Any]) -> Iterator[FieldPlan]:
        """Return the fields of a subject."""
        rows = {
            key: self.known((SECTION, subject, key), row, ("kind", "retired", *USUAL))
            for key, row in given.items()
        }
        kinds = {key: str(row.get("kind", "")) for key, row in rows.items()}
        for key, row in rows.items():
            place = (SECTION, subject, key)
            yield FieldPlan(
                subject=subject,
                key=key,
                kind=self.text((*place, "kind"), row.get("kind", "")),
                is_retired=self.yes((*place, "retired"), row.get("retired", "false")),
                parts={
                    name: self._part((*place, name), name, row[name], kinds) for name in USUAL if name in row
                },
            )

    def _part(self, place: Place, name: str, value: Any, kinds: Mapping[str, str]) -> Any:
        if name in LABELS:
            return self.labels(place, value)
        if name in TEXTS:
            return self.text(place, value)
        if name in SWITCHES:
            return self.yes(place, value)
        if name == "order":
            return self.integer(place, value)
        if name in ("required_from", "activity_kinds"):
            return list(self.texts(place, value))
        if name == "choices":
            return list(self._choices(place, value))
        if name == "shown_if":
            return self._condition(place, value, kinds)
        return value_of(kinds[str(place[2])], value)

    def _choices(self, place: Place, value: Any) -> Iterator[dict[str, Any]]:
        for code, given in self.mapping(place, value).items():
            here = (*place, code)
            row = self.known(
                here, {"label": given} if isinstance(given, str) else given, ("label", "retired")
            )
            label = self.labels((*here, "label"), row.get("label", ""))
            is_retired = self.yes((*here, "retired"), row.get("retired", "false"))
            yield {"code": code, "label": label, "retired": is_retired}

    def _condition(self, place: Place, value: Any, kinds: Mapping[str, str]) -> dict[str, Any] | None:
        row = self.known(place, value, ("field", "is"))
        if not row:
            return None
        key = self.text((*place, "field"), row.get("field", ""))
        if "is" not in row:
            return {"field": key}
        wanted = row["is"] if isinstance(row["is"], list) else [row["is"]]
        return {"field": key, "is": [value_of(kinds.get(key, ""), item) for item in wanted]}


def value_of(kind: str, value: Any) -> Any:
    """Return a value of a field as the actions take it: all that a file holds are texts."""
    if kind == Kind.BOOLEAN and value in ("true", "false"):
        return value == "true"
    return value


def fields_as_data(plans: Iterable[FieldPlan]) -> dict[str, Any]:
    """Return own fields as a file holds them, those of each subject in their order."""
    data: dict[str, Any] = {subject: {} for subject in Subject.values}
    for plan in plans:
        row: dict[str, Any] = {"kind": plan.kind} | ({"retired": True} if plan.is_retired else {})
        row |= {name: _written(part) for name, part in plan.parts.items() if name != "choices"}
        if choices := plan.parts.get("choices"):
            row["choices"] = {choice["code"]: _choice(choice) for choice in choices}
        data[plan.subject][plan.key] = row
    return data


def _choice(choice: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": dict(choice["label"])} | ({"retired": True} if choice["retired"] else {})


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _written(item) for name, item in value.items()}
    return [_written(item) for item in value] if isinstance(value, list) else value


def places_in(blueprint: Blueprint, subject: str) -> Collection[str]:
    """Return the statuses and transitions of a configuration from which on a field can be required."""
    if subject != Subject.LEAD:
        return places_of_subject(subject)
    arrows = {f"{arrow.start}>{arrow.end}" for kind in blueprint.types for arrow in kind.transitions}
    return arrows | {status.code for status in blueprint.statuses}


def kinds_in(blueprint: Blueprint) -> Collection[str]:
    """Return the kinds of activities of a configuration; where it says nothing of them, those that are there stay."""
    codes = frozenset(row.code for row in blueprint.activity_kinds)
    return kinds_of_activities() if "activity_kinds" in blueprint.unmentioned else codes


def leads_fields(own: OwnFields) -> dict[str, str]:
    """Return the fields of leads for all that there are with a file, and their kinds: its own, or those that stay."""
    plans = own.plans if Subject.LEAD in own.subjects else stored_plans()
    return {plan.key: plan.kind for plan in plans if plan.subject == Subject.LEAD and not plan.is_retired}


def as_fault(row: PlanFault, own: OwnFields) -> Fault:
    """Return what is wrong with a field as a fault of the file, at its place there."""
    first, _dot, rest = row.place.partition(".")
    code = OF_PLANS.get(row.code) or CODES.get(first, "FIELD_PART_INVALID")
    place = tuple(_steps(row, own))
    words = {"name": f"{row.subject}.{row.key}"[:100], "reason": row.reason.rstrip(".")}
    return fault(code, SECTION, row.subject, row.key, *place, choice=rest, **words)


def _steps(row: PlanFault, own: OwnFields) -> Iterator[str]:
    """Return where in a field something is wrong: a choice stands there by its code, not by its number."""
    steps = row.place.split(".") if row.place else []
    if row.code not in OF_PLANS and steps[0] == "choices" and len(steps) > 1:
        plan = next(plan for plan in own.plans if (plan.subject, plan.key) == (row.subject, row.key))
        steps[1] = str(plan.parts["choices"][int(steps[1])]["code"])
    yield from steps


def as_change(row: FieldDifference) -> Change:
    """Return what changes of a field as a change of the configuration."""
    return Change(kind=f"{SECTION}.{row.subject}", code=row.key, fields=dict(row.changes))
