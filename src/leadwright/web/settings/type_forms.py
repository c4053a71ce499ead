"""A lead type and the transitions of a pair of statuses, read as a whole from what a page sends."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from leadwright.foundation.numbers import integer_in
from leadwright.leads.configuration.blueprint import DEADLINES, OUTCOMES, Arrow, Audience, TypePlan
from leadwright.leads.configuration.impact import Moves
from leadwright.web.base.languages import typed_words

CHOSEN = ("categories", "goods", "services", "activity_kinds")
AUDIENCE = ("groups", "units", "profiles")
MOST_ROWS = 50
LONGEST_ADDRESSES = 20_000


def type_typed(old: TypePlan, sent: QueryDict) -> TypePlan:
    """Return a lead type as it was typed; limits stay on the transitions that stay."""
    lists: dict[str, Any] = {name: tuple(sent.getlist(name)) for name in CHOSEN}
    return replace(
        old,
        labels=typed_words(sent, "label"),
        audience=Audience(
            groups=frozenset(sent.getlist("groups")),
            units=frozenset(sent.getlist("units")),
        ),
        priority=_level(sent.get("priority")),
        importance=_level(sent.get("importance")),
        **lists,
        estimate_amount=number_typed(sent.get("estimate_amount")),
        estimate_unit=sent.get("estimate_unit", ""),
        statuses=tuple(sent.getlist("allowed")),
        initial=tuple(sent.getlist("initial")),
        defaults=tuple(sent.getlist("default")),
        is_qualified="qualified" in sent,
        closing_data_when_lost="closing_data_when_lost" in sent,
        outcomes={name: code for name in OUTCOMES if (code := sent.get(f"outcome_{name}", ""))},
        deadlines={name: number_typed(sent.get(f"deadline_{name}")) for name in DEADLINES},
        transitions=tuple(_arrows(old.transitions, sent.getlist("move"))),
    )


def number_typed(text: str | None) -> int:
    """Return a whole number; what is none is 0, which no setting may be."""
    return integer_in((text or "").strip(), most=999_999) or 0


def _level(text: str | None) -> int | None:
    """Return a level; none at all is the definition's."""
    return number_typed(text) if (text or "").strip() else None


def _arrows(old: Iterable[Arrow], ticked: list[str]) -> Iterable[Arrow]:
    former = list(old)
    wanted = {(start, end) for start, _, end in (row.partition(">") for row in ticked)}
    yield from (row for row in former if (row.start, row.end) in wanted)
    known = {(row.start, row.end) for row in former}
    yield from (Arrow(start=start, end=end) for start, end in sorted(wanted - known))


def transitions_typed(pair: tuple[str, str], sent: QueryDict) -> list[Arrow]:
    """Return the transitions of a pair as they were typed, without those that are to be removed.

    The last row is the empty one, in which another is added: it counts when something is chosen in it, or
    when it is the only one.
    """
    last = min(number_typed(sent.get("rows")), MOST_ROWS)
    rows = [_arrow(pair, number, sent) for number in range(last) if f"{number}-remove" not in sent]
    more = _arrow(pair, last, sent)
    is_wanted = not more.audience.is_everybody or more.required or f"{last}-add" in sent
    return [*rows, more] if is_wanted else rows


def _arrow(pair: tuple[str, str], number: int, sent: QueryDict) -> Arrow:
    named = {kind: frozenset(sent.getlist(f"{number}-{kind}")) for kind in AUDIENCE}
    addresses = sent.get(f"{number}-users", "")[:LONGEST_ADDRESSES].replace(",", " ").lower().split()
    return Arrow(
        start=pair[0],
        end=pair[1],
        audience=Audience(users=frozenset(addresses), **named),
        required=tuple(sent.getlist(f"{number}-required")),
    )


def moves_typed(sent: QueryDict) -> Moves:
    """Return the statuses that were chosen for open leads whose status goes away."""
    data = (name.removeprefix("leads:").partition(":") for name in sent if name.startswith("leads:"))
    result = {(kind, status): sent.get(f"leads:{kind}:{status}", "") for kind, _, status in data}
    return {where: target for where, target in result.items() if target}
