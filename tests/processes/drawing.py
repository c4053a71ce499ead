"""Processes drawn in a line, published, with a kind of opportunity that goes by them."""

from collections.abc import Collection, Iterable
from itertools import pairwise

from leadwright.diagrams.model import Diagram, Element, Flow, Kind
from leadwright.diagrams.models import Diagram as Row
from leadwright.diagrams.models import Version
from leadwright.diagrams.writing import write_diagram
from leadwright.leads.models import OpportunityKind
from tests.makers import NOON

START, END = Element(id="start", kind=Kind.START), Element(id="end", kind=Kind.END)
Gaps = Collection[tuple[str, str]]


def task(name: str, role: str = "owner") -> Element:
    """Return a task that somebody has to do."""
    return Element(id=name, kind=Kind.USER, name=name.capitalize(), role=role, deliverable=f"{name} done")


def drawn(
    *line: Element,
    branches: Iterable[Element] = (),
    flows: Iterable[Flow] = (),
    gaps: Gaps = (),
) -> Diagram:
    """Return a process whose elements follow each other; a gateway's own flows and branches come beside."""
    branches, flows = tuple(branches), tuple(flows)
    row = [START, *line]
    last = row[-1].kind is not Kind.EXCLUSIVE
    row += [END] if last else []
    chain = [
        Flow(id=f"{a.id}-{b.id}", source=a.id, target=b.id)
        for a, b in pairwise(row)
        if (a.id, b.id) not in gaps
    ]
    loose = [branch for branch in branches if not any(flow.source == branch.id for flow in flows)]
    ends = [Flow(id=f"{branch.id}-end", source=branch.id, target="end") for branch in loose]
    elements = (*row, *branches, *(() if last else (END,)))
    return Diagram(id="drawn", elements=elements, flows=(*chain, *flows, *ends))


def published(diagram: Diagram, code: str = "drawn") -> str:
    """Publish a version of a process, with a kind of opportunity of the same code; returns the code."""
    row, _is_new = Row.objects.get_or_create(code=code, defaults={"labels": {"en": code}})
    Version.objects.create(
        diagram=row,
        number=row.versions.count() + 1,
        xml=write_diagram(diagram),
        saved_at=NOON,
        published_at=NOON,
    )
    values = {"labels": {"en": code}, "kind": "process", "diagram": code}
    OpportunityKind.objects.get_or_create(code=code, defaults=values)
    return code
