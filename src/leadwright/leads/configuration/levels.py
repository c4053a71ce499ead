"""The two scales of a definition: ten priorities and eight importances, each with a label of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext_noop

from leadwright.foundation.labels import shipped_labels
from leadwright.leads.states import Scale

MOST = {Scale.PRIORITY: 10, Scale.IMPORTANCE: 8}
SCALES = {Scale.PRIORITY: "priorities", Scale.IMPORTANCE: "importances"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One level of a scale: whether leads can have it, and whether it is the usual one."""

    level: int
    labels: Mapping[str, str] = field(default_factory=dict)
    is_supported: bool = True
    is_default: bool = False


def supported(steps: Iterable[Step]) -> set[int]:
    """Return the levels that leads can have."""
    return {step.level for step in steps if step.is_supported}


PRIORITIES = (
    gettext_noop("Lowest"),
    gettext_noop("Very low"),
    gettext_noop("Low"),
    gettext_noop("Below normal"),
    gettext_noop("Normal"),
    gettext_noop("Above normal"),
    gettext_noop("High"),
    gettext_noop("Very high"),
    gettext_noop("Urgent"),
    gettext_noop("Immediate"),
)
IMPORTANCES = (
    gettext_noop("Very low"),
    gettext_noop("Low"),
    gettext_noop("Medium"),
    gettext_noop("High"),
    gettext_noop("Very high"),
    gettext_noop("Custom 1"),
    gettext_noop("Custom 2"),
    gettext_noop("Custom 3"),
)


@cache
def standard_priorities() -> tuple[Step, ...]:
    """Return the priorities that a new definition begins with."""
    return _steps(PRIORITIES, usual=5, standard=10)


@cache
def standard_importances() -> tuple[Step, ...]:
    """Return the importances that a new definition begins with: five, and three of one's own."""
    return _steps(IMPORTANCES, usual=3, standard=5)


def _steps(names: Iterable[str], *, usual: int, standard: int) -> tuple[Step, ...]:
    return tuple(
        Step(
            level=level,
            labels=shipped_labels(name),
            is_supported=level <= standard,
            is_default=level == usual,
        )
        for level, name in enumerate(names, 1)
    )
