"""Fellegi–Sunter: how much each level speaks for a match, estimated without knowing any match.

I. P. Fellegi, A. B. Sunter: A Theory for Record Linkage, JASA 64 (1969). The estimate is expectation
maximisation after W. E. Winkler: Using the EM Algorithm for Weight Computation in the Fellegi–Sunter Model (1988).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, log2

from leadwright.contacts.matching.levels import Feature, Level, Pattern

Chances = dict[Feature, dict[Level, float]]
ROUNDS = 100
STILL = 1e-6
LEAST = 1e-6
SMOOTH = 0.5
BITS = 60.0
FIRST_MATCHES: dict[Level, float] = {
    Level.EXACT: 0.7,
    Level.TYPO: 0.15,
    Level.SIMILAR: 0.05,
    Level.INITIAL: 0.02,
    Level.DIFFERENT: 0.08,
}
FIRST_OTHERS: dict[Level, float] = {
    Level.EXACT: 0.05,
    Level.TYPO: 0.02,
    Level.SIMILAR: 0.03,
    Level.INITIAL: 0.01,
    Level.DIFFERENT: 0.89,
}


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What each level of each feature adds, in bits, and where the count starts from."""

    start: float
    bits: Mapping[Feature, Mapping[Level, float]]

    def of(self, pattern: Pattern) -> float:
        """Return the weight of a pattern in bits; 0 is even odds."""
        bits = self.bits
        return self.start + sum(bits[feature].get(pattern[feature], 0.0) for feature in bits)


def probability(weight: float) -> float:
    """Return the probability of a match that a weight in bits stands for."""
    bounded = max(-BITS, min(BITS, weight))
    return 1 / (1 + exp(-bounded * log(2)))


def estimated(patterns: Iterable[Pattern]) -> Weights:
    """Estimate the weights from the patterns of pairs that are worth comparing, without any label."""
    counted = Counter(patterns)
    matches = {feature: dict(FIRST_MATCHES) for feature in Feature}
    others = {feature: dict(FIRST_OTHERS) for feature in Feature}
    share = 0.1
    weights = _weights(matches, others, share)
    for _ in range(ROUNDS):
        odds = {row: probability(weights.of(row)) for row in counted}
        matches = _chances({item: count * odds[item] for item, count in counted.items()})
        others = _chances({item: count * (1 - odds[item]) for item, count in counted.items()})
        before, share = share, _share(counted, odds)
        weights = _weights(matches, others, share)
        if abs(before - share) < STILL * share:
            break
    return weights


def _share(counted: Mapping[Pattern, int], odds: Mapping[Pattern, float]) -> float:
    total = sum(counted.values())
    result = sum(count * odds[item] for item, count in counted.items())
    return min(max(result / total, LEAST), 1 - LEAST) if total else LEAST


def _chances(counted: Mapping[Pattern, float]) -> Chances:
    """Return how often each level occurs where the feature is known."""
    seen: Chances = {feature: {} for feature in Feature}
    for pattern, count in counted.items():
        for feature in Feature:
            level = pattern[feature]
            if level:
                seen[feature][level] = seen[feature].get(level, 0.0) + count
    for levels in seen.values():
        total = sum(levels.values()) + SMOOTH * len(levels)
        levels.update({level: (count + SMOOTH) / total for level, count in levels.items()})
    return seen


def _weights(matches: Chances, others: Chances, share: float) -> Weights:
    bits = {
        feature: {
            level: log2(max(chance, LEAST) / max(others[feature][level], LEAST))
            for level, chance in levels.items()
        }
        for feature, levels in matches.items()
    }
    return Weights(start=log2(share / (1 - share)), bits=bits)
