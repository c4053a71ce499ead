"""A lead type drawn: its statuses in columns by life-cycle state, its transitions as arrows."""

from collections.abc import Mapping
from dataclasses import dataclass

from leadwright.leads.configuration.blueprint import Arrow, TypePlan
from leadwright.leads.states import FINAL, State

WIDE, HIGH, ACROSS, DOWN, TOP, LEFT = 148, 34, 200, 58, 40, 30
LONGEST = 22


@dataclass(frozen=True, kw_only=True)
class Box:
    """A status in the picture."""

    label: str
    short: str
    x: int
    y: int
    is_initial: bool
    state: str


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A picture: its size, the heads of its columns, boxes and the paths of its arrows; and it in words."""

    width: int
    height: int
    heads: list[tuple[str, int]]
    boxes: list[Box]
    arrows: list[tuple[str, str]]
    words: list[tuple[str, list[str]]]


def drawn(plan: TypePlan, labels: Mapping[str, str], states: Mapping[str, str]) -> Machine:
    """Return the picture of a type; statuses and transitions that are not known are left out."""
    places = _places(plan, states)
    boxes = [_box(code, place, plan, labels, states) for code, place in places.items()]
    rows = [
        transition
        for transition in plan.transitions
        if transition.start in places and transition.end in places
    ]
    looks = [_look(row, states) for row in rows]
    paths = [_path(places[row.start], places[row.end]) for row in rows]
    return Machine(
        width=LEFT * 2 + 4 * ACROSS + WIDE,
        height=max((y for _, y in places.values()), default=TOP) + HIGH + 16,
        heads=[(str(state.label), LEFT + column * ACROSS) for column, state in enumerate(State)],
        boxes=boxes,
        arrows=list(zip(paths, looks, strict=True)),
        words=_words(rows, labels),
    )


def _look(arrow: Arrow, states: Mapping[str, str]) -> str:
    """Return how an arrow is drawn: dashed if it is limited; those to an end are many, and faint."""
    is_limited = not arrow.audience.is_everybody or bool(arrow.required)
    return " ".join(
        name for name, is_so in (("limited", is_limited), ("ends", states[arrow.end] in FINAL)) if is_so
    )


def _places(plan: TypePlan, states: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return where each status stands; the final states go down in steps, so that arrows pass under none."""
    places: dict[str, tuple[int, int]] = {}
    first = 0
    for column, state in enumerate(State):
        codes = [code for code in dict.fromkeys(plan.statuses) if states.get(code) == state]
        for row, code in enumerate(codes, first):
            places[code] = (LEFT + column * ACROSS, TOP + row * DOWN)
        first += len(codes) if state in FINAL else 0
    return places


def _box(
    code: str,
    place: tuple[int, int],
    plan: TypePlan,
    labels: Mapping[str, str],
    states: Mapping[str, str],
) -> Box:
    label = labels[code]
    short = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
    x, y = place
    return Box(
        label=label, short=short, x=x, y=y, is_initial=code in plan.initial, state=states[code].lower()
    )


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a curve from the side of one box to that of the other; inside a column it swings out."""
    (x1, y1), (x2, y2) = start, end
    y1, y2 = y1 + HIGH // 2, y2 + HIGH // 2
    if x1 == x2:
        side = WIDE if y1 < y2 else 0
        swing = 26 if side else -26
        return f"M{x1 + side} {y1}C{x1 + side + swing} {y1} {x2 + side + swing} {y2} {x2 + side} {y2}"
    if x1 < x2:
        middle = (x1 + WIDE + x2) // 2
        return f"M{x1 + WIDE} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    middle = (x1 + x2 + WIDE) // 2
    return f"M{x1} {y1 + 6}C{middle} {y1 + 6} {middle} {y2 + 6} {x2 + WIDE} {y2 + 6}"


def _words(rows: list[Arrow], labels: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    starts = dict.fromkeys(row.start for row in rows)
    return [
        (labels[start], list(dict.fromkeys(labels[row.end] for row in rows if row.start == start)))
        for start in starts
    ]
