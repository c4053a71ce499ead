"""Find what is wrong with a kind of opportunity: steps that are missing, too many, or not published."""

from collections.abc import Iterator

from leadwright.leads.configuration.blueprint import Entry
from leadwright.leads.configuration.faults import Fault, fault
from leadwright.leads.states import Control


def faults_in_steps(entry: Entry, processes: frozenset[str] | None) -> Iterator[Fault]:
    """Find a kind of opportunity that moves without steps, or has steps by which nothing moves."""
    place, moves = ("opportunity_kinds", entry.code, "diagram"), entry.kind != Control.NONE
    if moves and not entry.diagram:
        yield fault("DIAGRAM_NEEDED", *place, code=entry.code)
    if entry.diagram and not moves:
        yield fault("DIAGRAM_UNUSED", *place, code=entry.code)
    elif entry.diagram and not entry.is_retired and processes is not None and entry.diagram not in processes:
        yield fault("DIAGRAM_UNKNOWN", *place, code=entry.code, name=entry.diagram)
