"""Processes that are kept: made, redrawn and published in a word."""

from typing import Any

from leadwright.diagrams import actions
from leadwright.diagrams.models import Diagram
from leadwright.diagrams.writing import write_diagram
from leadwright.people.models import User
from tests.diagrams.making import process
from tests.makers import NOON

SHORT = write_diagram(process("start > a", "a > end"))
LONG = write_diagram(process("start > a", "a > b", "b > end"))
FAULTY = write_diagram(process("start > a", "a > end", a={"role": ""}))
BODY = {"code": "short", "name": {"en": "Short", "nl": "Kort"}, "bpmn": SHORT}


def make_diagram(by: User, **changes: Any) -> Diagram:
    """Return a process with a draft."""
    return actions.make_diagram(BODY | changes, by=by, at=NOON)


def publish_diagram(by: User, **changes: Any) -> Diagram:
    """Return a process that is published."""
    row = make_diagram(by, **changes)
    actions.publish(row.code, by=by, at=NOON)
    row.refresh_from_db()
    return row
