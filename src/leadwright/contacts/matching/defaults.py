"""The weights in live use: how often each level occurs among matches, and among pairs drawn at random.

A live question compares one draft with a few contacts: too few pairs to estimate from, so a table is shipped.
Names, date of birth: matches from expectation maximisation over the two public Febrl sets taken together, pairs at
random from the same sets and from generated leads; no label was read. Initials and different given names do not
occur there as in real files and are set by judgement, as are channels, numbers and company names, for which no public
set exists. Parts of an address come together and a household shares them, so their weights are deliberately small.
`docs/decisions/matching.md` tells more.
"""

from math import log2

from leadwright.contacts.matching.levels import Feature, Level
from leadwright.contacts.matching.weights import Weights

# One record in so many, drawn without looking, is the same as a given one.
PAIRS_PER_MATCH = 1 << 17
Chance = tuple[float, float]
TABLE: dict[Feature, dict[Level, Chance]] = {
    Feature.KIND: {Level.EXACT: (1.0, 1.0), Level.DIFFERENT: (0.03, 0.4)},
    Feature.GIVEN: {
        Level.EXACT: (0.70, 0.006),
        Level.TYPO: (0.17, 0.006),
        Level.SIMILAR: (0.02, 0.002),
        Level.INITIAL: (0.05, 0.01),
        Level.DIFFERENT: (0.008, 0.98),
    },
    Feature.FAMILY: {
        Level.EXACT: (0.69, 0.0025),
        Level.TYPO: (0.22, 0.002),
        Level.SIMILAR: (0.03, 0.003),
        Level.INITIAL: (0.01, 0.002),
        Level.DIFFERENT: (0.05, 0.99),
    },
    Feature.NAME: {
        Level.EXACT: (0.70, 0.0001),
        Level.TYPO: (0.15, 0.0001),
        Level.SIMILAR: (0.10, 0.003),
        Level.INITIAL: (0.002, 0.002),
        Level.DIFFERENT: (0.05, 0.99),
    },
    Feature.STREET: {
        Level.EXACT: (0.74, 0.04),
        Level.TYPO: (0.18, 0.02),
        Level.SIMILAR: (0.02, 0.01),
        Level.DIFFERENT: (0.25, 0.99),
    },
    Feature.HOUSE: {Level.EXACT: (0.80, 0.2), Level.TYPO: (0.1, 0.2), Level.DIFFERENT: (0.4, 0.8)},
    Feature.EXTRA: {
        Level.EXACT: (0.70, 0.1),
        Level.TYPO: (0.20, 0.05),
        Level.SIMILAR: (0.05, 0.05),
        Level.DIFFERENT: (0.5, 0.9),
    },
    Feature.POSTCODE: {Level.EXACT: (0.80, 0.1), Level.TYPO: (0.1, 0.05), Level.DIFFERENT: (0.25, 0.9)},
    Feature.CITY: {
        Level.EXACT: (0.73, 0.2),
        Level.TYPO: (0.15, 0.05),
        Level.SIMILAR: (0.05, 0.05),
        Level.DIFFERENT: (0.3, 0.8),
    },
    Feature.REGION: {Level.EXACT: (0.90, 0.7), Level.DIFFERENT: (0.2, 0.3)},
    Feature.BIRTH: {Level.EXACT: (0.92, 0.00014), Level.TYPO: (0.03, 0.0012), Level.DIFFERENT: (0.02, 0.999)},
    Feature.EMAIL: {
        Level.EXACT: (0.60, 0.00004),
        Level.TYPO: (0.05, 0.00002),
        Level.SIMILAR: (0.05, 0.002),
        Level.DIFFERENT: (0.30, 0.99),
    },
    Feature.PHONE: {
        Level.EXACT: (0.60, 0.00008),
        Level.TYPO: (0.04, 0.00006),
        Level.DIFFERENT: (0.36, 0.99),
    },
    Feature.VAT: {Level.EXACT: (0.90, 1e-7), Level.TYPO: (0.04, 1e-5), Level.DIFFERENT: (0.02, 0.99)},
    Feature.REGISTER: {Level.EXACT: (0.90, 1e-6), Level.TYPO: (0.04, 1e-5), Level.DIFFERENT: (0.05, 0.99)},
    Feature.COMPANY: {
        Level.EXACT: (0.60, 0.005),
        Level.TYPO: (0.10, 0.002),
        Level.SIMILAR: (0.10, 0.005),
        Level.DIFFERENT: (0.20, 0.98),
    },
}

USUAL = Weights(
    start=-log2(PAIRS_PER_MATCH),
    bits={
        feature: {level: log2(same / other) for level, (same, other) in levels.items()}
        for feature, levels in TABLE.items()
    },
)
