"""The verbs of processes: the only writers."""

from leadwright.diagrams.actions.defining import change_diagram, make_diagram
from leadwright.diagrams.actions.publishing import publish, restore, retire

__all__ = ["change_diagram", "make_diagram", "publish", "restore", "retire"]
