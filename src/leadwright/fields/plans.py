"""Fields for all as plain data: what a file holds of them, in the form in which the actions take it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadwright.fields.describing import definitions
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Sees

# What a part says that is not given.
USUAL: Mapping[str, Any] = {
    "label": {},
    "help": {},
    "section": {},
    "order": 0,
    "unit": "",
    "default": None,
    "choices": [],
    "filterable": False,
    "searchable": False,
    "personal": True,
    "sees": Sees.BOTH.value,
    "required_from": [],
    "activity_kinds": [],
    "steps_only": False,
    "shown_if": None,
    "expression": "",
}


@dataclass(frozen=True, kw_only=True)
class FieldPlan:
    """A field for all as it is to be; a part that is not given is as usual."""

    subject: str
    key: str
    kind: str
    is_retired: bool = False
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def all_parts(self) -> Mapping[str, Any]:
        """Every part, the usual ones too."""
        return {**USUAL, **self.parts}


@dataclass(frozen=True, kw_only=True)
class PlanFault:
    """What is wrong with a plan: of which field, at which part, and why."""

    subject: str
    key: str
    place: str
    code: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldDifference:
    """What changes of a field, each part with its old and its new value; a new one has no old ones."""

    subject: str
    key: str
    changes: Mapping[str, tuple[Any, Any]]


class FaultyPlans(Exception):
    """Plans that cannot be brought in, with all that is wrong with them."""

    def __init__(self, faults: Iterable[PlanFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.subject}.{fault.key}.{fault.place}" for fault in self.faults))


def stored_plans() -> list[FieldPlan]:
    """Return the fields for all as they are stored, retired ones too, in their order."""
    rows = OwnField.objects.filter(organisation=None, purged_at=None).prefetch_related("choice_rows")
    return plans_of(list(rows.order_by("subject", "position", "pk")))


def plans_of(rows: Collection[OwnField]) -> list[FieldPlan]:
    """Return stored fields as plans; only what is not as usual is given."""
    return [
        FieldPlan(
            subject=row.subject,
            key=row.key,
            kind=row.kind,
            is_retired=row.is_retired,
            parts={name: answer[name] for name, usual in USUAL.items() if answer[name] != usual},
        )
        for row, answer in zip(rows, definitions(list(rows)), strict=True)
    ]
