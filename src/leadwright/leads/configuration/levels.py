"""The two scales of a definition: ten priorities and eight importances, each with a label of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
    return {one.level for one in steps if one.is_supported}


def _steps(names: Iterable[tuple[str, str]], usual: int, standard: int) -> tuple[Step, ...]:
    return tuple(
        Step(
            level=level,
            labels={"en": english, "nl": dutch},
            is_supported=level <= standard,
            is_default=level == usual,
        )
        for level, (english, dutch) in enumerate(names, 1)
    )


PRIORITIES = _steps(
    (
        ("Lowest", "Laagst"),
        ("Very low", "Zeer laag"),
        ("Low", "Laag"),
        ("Below normal", "Onder normaal"),
        ("Normal", "Normaal"),
        ("Above normal", "Boven normaal"),
        ("High", "Hoog"),
        ("Very high", "Zeer hoog"),
        ("Urgent", "Dringend"),
        ("Immediate", "Onmiddellijk"),
    ),
    usual=5,
    standard=10,
)
IMPORTANCES = _steps(
    (
        ("Very low", "Zeer laag"),
        ("Low", "Laag"),
        ("Medium", "Gemiddeld"),
        ("High", "Hoog"),
        ("Very high", "Zeer hoog"),
        ("Custom 1", "Eigen niveau 1"),
        ("Custom 2", "Eigen niveau 2"),
        ("Custom 3", "Eigen niveau 3"),
    ),
    usual=3,
    standard=5,
)
