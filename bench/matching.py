"""How well and how fast duplicates are found: two public sets beside splink, and generated leads with few fields."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeVar

from bench.by_splink import pairs as by_splink
from bench.febrl import Answered, Pair, febrl3, febrl4
from bench.generating import Lead, World
from leadwright.contacts.matching import USUAL, deduplicated, levels, linked, normal
from leadwright.contacts.matching.linking import compared
from leadwright.contacts.matching.weights import probability

ROUNDS = 3
LEADS = 20_000
THRESHOLDS = (0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999)
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How many of those found are right, and how many of the right ones are found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


def quality(result: Collection[Pair], truth: Collection[Pair]) -> Quality:
    """Compare what was found with what is true."""
    right = len(set(result) & set(truth))
    return Quality(precision=right / max(len(result), 1), recall=right / max(len(truth), 1))


def measure() -> dict[str, dict[str, float]]:
    """Print the tables; return the figures of the public sets."""
    print(f"{'':10}{'precision':>11}{'recall':>9}{'F1':>9}{'seconds':>9}   splink: {'F1':>8}{'seconds':>9}")
    figures = {
        "febrl3": _beside("febrl3", febrl3(), lambda sets: deduplicated(sets[0])),
        "febrl4": _beside("febrl4", febrl4(), lambda sets: linked(sets[0], sets[1])),
    }
    _few_fields()
    return figures


def _beside(name: str, answered: Answered, ours: Callable[[Any], Collection[Pair]]) -> dict[str, float]:
    """Run both in turn, and keep the best time of each."""
    seconds, splink_seconds = [], []
    for _ in range(ROUNDS):
        _forget()
        result, took = _timed(lambda: ours(answered.records))
        theirs, splink_took = _timed(lambda: by_splink(answered))
        seconds.append(took)
        splink_seconds.append(splink_took)
    good, other = quality(result, answered.truth), quality(theirs, answered.truth)
    print(
        f"{name:10}{good.precision:11.4f}{good.recall:9.4f}{good.f1:9.4f}{min(seconds):9.2f}"
        f"{'':11}{other.f1:8.4f}{min(splink_seconds):9.2f}",
        flush=True,
    )
    return {
        "f1": round(good.f1, 5),
        "seconds": round(min(seconds), 3),
        "splink_seconds": round(min(splink_seconds), 3),
    }


def _forget() -> None:
    """Let no round profit from the one before."""
    for remembering in (
        levels.text,
        levels.short,
        levels.number,
        levels.birth,
        levels.email,
        normal.plain,
        normal.name_words,
    ):
        remembering.cache_clear()


def _timed(run: Callable[[], Found]) -> tuple[Found, float]:
    begin = time.perf_counter()
    result = run()
    return result, time.perf_counter() - begin


def _few_fields() -> None:
    """Print precision and recall of the weights in live use on leads with a name and one channel."""
    leads = World().leads(LEADS)
    truth = _same(leads)
    weighed = compared((lead.record for lead in leads), weights=USUAL)
    sharing = {pair for pair in truth if _share_a_channel(leads, pair)}
    print(
        f"\n{LEADS:,} generated leads with a name and one of e-mail and phone; {len(truth):,} pairs are the same,"
    )
    print(f"{len(sharing):,} of them by the same way, so that the channel can tell")
    print(f"{'probability':>12}{'precision':>11}{'recall':>9}{'recall, same way':>18}")
    for threshold in THRESHOLDS:
        known = {pair for pair, weight in weighed.items() if probability(weight) >= threshold}
        good, near = quality(known, truth), len(known & sharing) / len(sharing)
        print(f"{threshold:12}{good.precision:11.4f}{good.recall:9.4f}{near:18.4f}")
    print(flush=True)


def _same(leads: Iterable[Lead]) -> set[Pair]:
    by_who: dict[int, list[int]] = defaultdict(list)
    for place, lead in enumerate(leads):
        by_who[lead.who].append(place)
    return {pair for places in by_who.values() for pair in combinations(places, 2)}


def _share_a_channel(leads: list[Lead], pair: Pair) -> bool:
    row, other = (leads[place].record for place in pair)
    return bool(row.emails) == bool(other.emails)
