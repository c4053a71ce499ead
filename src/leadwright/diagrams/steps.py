"""What people do in processes, by name: filters choose from it, and lists say it of what stands at a step."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language

from leadwright.diagrams.model import Element, Kind
from leadwright.diagrams.models import Version
from leadwright.foundation.asked import answered

KEPT = 256


def step_names() -> dict[str, str]:
    """Return the steps of all published versions by their ids, named as the newest version of the first process."""
    return answered("names of steps", _names)


def in_words(steps: Iterable[str]) -> str:
    """Return the names of some steps; one that no version has any more stands there by its id."""
    known = list(steps)
    names = step_names() if known else {}
    return ", ".join(names.get(step, step) for step in known)


def _names() -> dict[str, str]:
    rows = Version.objects.filter(published_at__isnull=False).order_by(
        "diagram__position", "diagram__code", "-number"
    )
    language, names = get_language() or "en", dict[str, str]()
    for pk, code in rows.values_list("pk", "diagram__code"):
        for element in _steps(pk, code):
            names.setdefault(element.id, element.in_language(language).label)
    return names


@lru_cache(maxsize=KEPT)
def _steps(version: int, code: str) -> tuple[Element, ...]:
    """Read a published version once: it never changes."""
    diagram = Version.objects.get(pk=version, diagram__code=code).process()
    return tuple(element for element in diagram.elements if element.kind is Kind.USER)
