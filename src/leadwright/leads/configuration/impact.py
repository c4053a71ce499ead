"""Whom a change of the configuration touches: the open leads that would stand elsewhere than they could."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leadwright.leads.configuration.blueprint import Arrow, Blueprint, People, TypePlan
from leadwright.leads.configuration.machine_linter import covers, named_in

Counts = Iterable[tuple[str, str, int]]
Moves = Mapping[tuple[str, str], str]
STAY: Moves = {}
NOBODY = People()


@dataclass(frozen=True, kw_only=True)
class Touched:
    """The open leads of one type in one status, and what a change does to them.

    `targets` are the statuses of the same state that they can go to if theirs is not allowed any more;
    `closed` and `narrowed` are the statuses that nobody, or not everybody who could, can bring them to.
    """

    kind: str
    status: str
    number: int
    is_stranded: bool = False
    is_retired: bool = False
    targets: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether anything becomes different for these leads."""
        return bool(self.is_stranded or self.is_retired or self.closed or self.narrowed)


def touched(old: Blueprint, new: Blueprint, counts: Counts) -> list[Touched]:
    """Return the open leads that a change touches, by type and status, in the order of the statuses."""
    order = [status.code for status in old.statuses]
    matches = [_touched(old, new, kind, status, number) for kind, status, number in counts]
    known = [row for row in matches if row.is_any]
    return sorted(known, key=lambda row: (row.kind, order.index(row.status)))


def _touched(old: Blueprint, new: Blueprint, kind: str, status: str, number: int) -> Touched:
    before, after = old.type(kind), new.type(kind)
    if before is None or after is None or after.is_retired:
        return Touched(kind=kind, status=status, number=number, is_retired=True)
    if status not in after.statuses:
        targets = _of_same_state(new, after, status)
        return Touched(kind=kind, status=status, number=number, is_stranded=True, targets=targets)
    paths, left = _arrows_of(before, status), _arrows_of(after, status)
    closed = tuple(end for end in paths if end not in left)
    narrowed = tuple(end for end in paths if end in left and not _all_kept(paths[end], left[end]))
    return Touched(kind=kind, status=status, number=number, closed=closed, narrowed=narrowed)


def _arrows_of(plan: TypePlan, status: str) -> dict[str, list[Arrow]]:
    """Return the transitions to each status that can follow."""
    data: dict[str, list[Arrow]] = {}
    for transition in plan.transitions:
        if transition.start == status:
            data.setdefault(transition.end, []).append(transition)
    return data


def _all_kept(rows: Iterable[Arrow], left: Iterable[Arrow]) -> bool:
    """Tell whether each who could go one of the ways still can, and need not fill in more."""
    left = list(left)
    return all(
        any(covers(new.audience, kind, name, NOBODY) and {*new.required} <= {*old.required} for new in left)
        for old in rows
        for kind, name in named_in(old.audience)
    )


def _of_same_state(blueprint: Blueprint, plan: TypePlan, status: str) -> tuple[str, ...]:
    former = blueprint.entry("statuses", status)
    state = former.state if former else ""
    allowed = (blueprint.entry("statuses", code) for code in plan.statuses)
    return tuple(row.code for row in allowed if row and row.state == state)


def target_of(moves: Moves, kind: str, status: str) -> str:
    """Return the status that leads of a type in a status are to go to; a move may hold for every type."""
    return moves.get((kind, status)) or moves.get(("", status), "")
