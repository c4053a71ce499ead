"""What comes next on each lead of a list, from plain values: which activity, how late it is, and who may log one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leadwright.foundation import local
from leadwright.leads.models import ActivityKind
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import OPEN, Acceptance
from leadwright.leads.telling import Sides, visible_to
from leadwright.people.access import reaches
from leadwright.people.models import User
from leadwright.web.parts.activity_lines import mark_in_words, mark_of

# What is asked for of each lead; where it lies decides who knows its next step, and who may log one.
COLUMNS = (
    *("sender", "owner", "unit", "group", "team", "acceptance"),
    *("next_activity_at", "next_activity_kind"),
)


@dataclass(frozen=True, kw_only=True)
class RowStep:
    """What comes next on a lead of a list, or that nothing is planned; `may_log` opens the form of what was done."""

    mark: str
    words: str
    kind: str = ""
    moment: str = ""
    may_log: bool = False


@dataclass(frozen=True)
class Lying:
    """Where a lead of a list lies."""

    owner_id: int | None
    unit_id: int | None
    group_id: int | None
    organisation_id: int | None
    team: Sequence[int]
    origin_id: int | None


class Steps:
    """The next steps of the leads of one list: what several of its leads share is looked up once."""

    def __init__(self, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self._known: dict[Sides, bool] = {}
        self._labels: dict[int, str] = {}

    def step_of(self, row: dict[str, Any]) -> RowStep | None:
        """Return the next step of an open lead to whoever may know it; None to others."""
        sides = Sides(row["organisation"], row["sender"], row["origin"])
        if row["state"] not in OPEN or not self._knows(sides):
            return None
        starts_at = row["next_activity_at"]
        mark = mark_of(starts_at, self.at)
        return RowStep(
            mark=mark,
            words=mark_in_words(mark, starts_at, self.at),
            kind=self._label(row["next_activity_kind"]),
            moment=local.moment(starts_at) if starts_at else "",
            may_log=self._may_log(row),
        )

    def _knows(self, sides: Sides) -> bool:
        if sides not in self._known:
            self._known[sides] = "next_activity" in visible_to(self.by, sides)
        return self._known[sides]

    def _label(self, kind: int | None) -> str:
        if kind is None:
            return ""
        if not self._labels:
            self._labels = {row.pk: row.label for row in rules_in_force().listed(ActivityKind)}
        return self._labels.get(kind, "")

    def _may_log(self, row: dict[str, Any]) -> bool:
        """Tell the same as the verb itself, from where the lead lies."""
        names = ("owner", "unit", "group", "organisation", "team", "origin")
        is_waiting = row["acceptance"] == Acceptance.AWAITING
        return not is_waiting and reaches(self.by, "lead.schedule", Lying(*(row[name] for name in names)))
