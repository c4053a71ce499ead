"""What people do in processes, by name: filters choose from it, and lists say it of what stands at a step."""

from collections.abc import Collection, Iterable

from django.utils.translation import get_language

from leadwright.diagrams.model import Diagram, Element, Kind
from leadwright.diagrams.models import Version
from leadwright.foundation.asked import answered

# Of each version by its key and the code of its process: what people do, with nothing but its names.
_steps: dict[tuple[int, str], tuple[Element, ...]] = {}


def as_read(diagram: Diagram) -> Diagram:
    """Return a diagram in the language of who reads it."""
    return diagram.in_language(get_language() or "en")


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
    versions = list(rows.values_list("pk", "diagram__code"))
    _read(versions)
    language, names = get_language() or "en", dict[str, str]()
    for version in versions:
        for element in _steps[version]:
            names.setdefault(element.id, element.in_language(language).label)
    return names


def _read(versions: Collection[tuple[int, str]]) -> None:
    """Read the published versions that were not read yet, all at once: none ever changes."""
    if new := {pk: code for pk, code in versions if (pk, code) not in _steps}:
        for version in Version.objects.filter(pk__in=new):
            elements = version.process().elements
            people = (element for element in elements if element.kind is Kind.USER)
            _steps[version.pk, new[version.pk]] = tuple(
                Element(id=row.id, kind=row.kind, name=row.name, translations=row.translations)
                for row in people
            )
