"""How likely two records mean the same, and why: the scorer that the product and the measurements share."""

from dataclasses import dataclass

from leadwright.contacts.matching.levels import Feature, Level, pattern
from leadwright.contacts.matching.records import Prepared
from leadwright.contacts.matching.weights import Weights, probability


@dataclass(frozen=True, kw_only=True)
class Score:
    """The weight of evidence in bits, the probability of a match, what speaks for it, and what against it.

    Both are told strongest first.
    """

    weight: float
    probability: float
    reasons: tuple[tuple[Feature, Level], ...]
    against: tuple[tuple[Feature, Level], ...]


def scored(prepared: Prepared, other: Prepared, *, weights: Weights) -> Score:
    """Compare two records."""
    levels = pattern(prepared, other)
    weight = weights.of(levels)
    rows = [(weights.bits[feature].get(levels[feature], 0.0), feature) for feature in weights.bits]
    return Score(
        weight=weight,
        probability=probability(weight),
        reasons=tuple((item, levels[item]) for bits, item in sorted(rows, reverse=True) if bits > 0),
        against=tuple((item, levels[item]) for bits, item in sorted(rows) if bits < 0),
    )
