"""How likely two records mean the same, and why: the scorer that the product and the measurements share."""

from dataclasses import dataclass

from leadwright.contacts.matching.levels import Feature, Level, Pattern, pattern
from leadwright.contacts.matching.records import Prepared
from leadwright.contacts.matching.weights import Weights, probability


@dataclass(frozen=True, kw_only=True)
class Score:
    """The weight of evidence in bits, the probability of a match, and what speaks for it, strongest first."""

    weight: float
    probability: float
    reasons: tuple[tuple[Feature, Level], ...]


def scored(one: Prepared, other: Prepared, *, weights: Weights) -> Score:
    """Compare two records."""
    levels = pattern(one, other)
    weight = weights.of(levels)
    return Score(weight=weight, probability=probability(weight), reasons=_reasons(levels, weights))


def _reasons(levels: Pattern, weights: Weights) -> tuple[tuple[Feature, Level], ...]:
    told = [(weights.bits[feature].get(levels[feature], 0.0), feature) for feature in weights.bits]
    speaking = sorted((one for one in told if one[0] > 0), reverse=True)
    return tuple((feature, levels[feature]) for _, feature in speaking)
