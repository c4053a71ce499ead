"""Which records mean the same person or company: pure arithmetic, without database, clock or Django."""

from leadwright.contacts.matching.defaults import USUAL
from leadwright.contacts.matching.levels import Feature, Level
from leadwright.contacts.matching.linking import deduplicated, linked
from leadwright.contacts.matching.normal import name_words
from leadwright.contacts.matching.records import Prepared, Record, prepared
from leadwright.contacts.matching.scoring import Score, scored
from leadwright.contacts.matching.weights import Weights, estimated

__all__ = [
    "USUAL",
    "Feature",
    "Level",
    "Prepared",
    "Record",
    "Score",
    "Weights",
    "deduplicated",
    "estimated",
    "linked",
    "name_words",
    "prepared",
    "scored",
]
