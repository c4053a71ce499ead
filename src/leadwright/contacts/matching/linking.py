"""Whole sets of records at once: find the duplicates within one set, or link two sets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from leadwright.contacts.matching.blocking import pairs_between, pairs_within
from leadwright.contacts.matching.levels import Pattern, pattern
from leadwright.contacts.matching.records import Prepared, Record, prepared
from leadwright.contacts.matching.weights import Weights, estimated

EVEN = 0.0
# What speaks against two records that do not even share a key, in bits.
UNMET = -10.0
Pair = tuple[int, int]


def deduplicated(records: Iterable[Record], *, weights: Weights | None = None) -> dict[Pair, float]:
    """Return the pairs of places that mean the same, with their weights; groups are closed with care.

    Without weights they are estimated from the records themselves.
    """
    weighed = compared(records, weights=weights)
    return _closed({pair: weight for pair, weight in weighed.items() if weight > EVEN}, weighed)


def compared(records: Iterable[Record], *, weights: Weights | None = None) -> dict[Pair, float]:
    """Return all pairs of places that are worth comparing, with their weights in bits."""
    ready = [prepared(record) for record in records]
    return _weighed(ready, ready, pairs_within(ready), weights)


def linked(
    rows: Iterable[Record], others: Iterable[Record], *, weights: Weights | None = None
) -> dict[Pair, float]:
    """Return the pairs of places in two sets that mean the same: each record has at most one partner."""
    here, there = [prepared(row) for row in rows], [prepared(other) for other in others]
    weighed = _weighed(here, there, pairs_between(here, there), weights)
    return _unique_pairs({pair: weight for pair, weight in weighed.items() if weight > EVEN})


def _weighed(
    rows: Sequence[Prepared], others: Sequence[Prepared], pairs: Iterable[Pair], weights: Weights | None
) -> dict[Pair, float]:
    levels: dict[Pair, Pattern] = {(item, other): pattern(rows[item], others[other]) for item, other in pairs}
    known = weights or estimated(levels.values())
    worth = {level: known.of(level) for level in set(levels.values())}
    return {pair: worth[item] for pair, item in levels.items()}


def _unique_pairs(weighed: dict[Pair, float]) -> dict[Pair, float]:
    taken: set[int] = set()
    met: set[int] = set()
    kept: dict[Pair, float] = {}
    for pair in sorted(weighed, key=lambda row: (-weighed[row], row)):
        if pair[0] not in taken and pair[1] not in met:
            kept[pair] = weighed[pair]
            taken.add(pair[0])
            met.add(pair[1])
    return kept


def _closed(sure: dict[Pair, float], weighed: dict[Pair, float]) -> dict[Pair, float]:
    """Add what follows through a third record, where that outweighs what speaks against the pair itself."""
    near: dict[int, set[int]] = defaultdict(set)
    for item, other in sure:
        near[item].add(other)
        near[other].add(item)
    closed = dict(sure)
    for around in near.values():
        for pair in combinations(sorted(around), 2):
            if pair not in sure:
                _close(pair, closed, sure, weighed, near[pair[0]] & near[pair[1]])
    return closed


def _close(
    pair: Pair,
    closed: dict[Pair, float],
    sure: dict[Pair, float],
    weighed: dict[Pair, float],
    between: set[int],
) -> None:
    through = max(min(sure[_pair(row, pair[0])], sure[_pair(row, pair[1])]) for row in between)
    weight = weighed.get(pair, UNMET) + through
    if weight > EVEN:
        closed[pair] = weight


def _pair(number: int, other: int) -> Pair:
    return (number, other) if number < other else (other, number)
