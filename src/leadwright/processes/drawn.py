"""The diagrams that processes go by: a published version never changes, so each is read once in a process."""

from functools import lru_cache

from leadwright.diagrams.model import Diagram, Element, Kind
from leadwright.diagrams.models import Version
from leadwright.processes.models import Instance

KEPT = 64


@lru_cache(maxsize=KEPT)
def _read(version: int) -> Diagram:
    return Version.objects.get(pk=version).process()


def diagram_of(instance: Instance) -> Diagram:
    """Return the diagram that a process goes by."""
    return _read(instance.version_id)


def steps_of(diagram: Diagram) -> tuple[Element, ...]:
    """Return what people do in a process, in the order in which it is walked from its start."""
    seen: dict[str, None] = {}
    waiting = [element.id for element in diagram.starts]
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen[name] = None
            waiting += [flow.target for flow in diagram.out_of[name]]
    rows = (diagram.by_id[name] for name in seen)
    return tuple(element for element in rows if element.kind is Kind.USER)
