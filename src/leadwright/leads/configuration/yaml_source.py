"""Read YAML 1.1 with care: plain values, and the line of each place.

Every scalar is read as text (PyYAML's BaseLoader makes nothing else of it): "no" and "on" stay words, and
no tag is ever resolved. Aliases, doubled keys, deep nesting and long files are refused.
"""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from leadwright.leads.configuration.faults import Fault, Place, fault

LONGEST = 4_000_000
DEEPEST = 12


class Unreadable(Exception):
    """A file that is no configuration; it carries its faults, each with a line where one is known."""

    def __init__(self, *faults: tuple[int, Fault]) -> None:
        super().__init__("; ".join(f"{line}: {item.sentence}" for line, item in faults))
        self.faults = faults


class _Reader(yaml.BaseLoader):
    """Composes nodes one by one, and counts how deep they lie."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse aliases, and what lies too deep."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are not used here", problem_mark=mark)
        if self.depth >= DEEPEST:
            raise yaml.MarkedYAMLError(problem="it is nested too deep", problem_mark=mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


class Source:
    """A file that was read: its plain values, and the line of each place."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise _unreadable(1, f"it is longer than {LONGEST} characters")
        self.lines: dict[Place, int] = {(): 1}
        reader = None
        try:
            reader = _Reader(text)
            node = reader.get_single_node()
        except (yaml.YAMLError, RecursionError, ValueError) as no:
            raise _unreadable(*_line_and_reason(no)) from None
        finally:
            if reader is not None:
                reader.dispose()
        self.data = self._value(node, ()) if node is not None else {}

    def _value(self, node: Any, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*place, number)) for number, item in enumerate(node.value)]
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _unreadable(line, "a key must be text")
            if key.value in data:
                raise _unreadable(line, f"“{key.value}” is given twice")
            data[key.value] = self._value(value, (*place, key.value))
            self.lines[*place, key.value] = line
        return data

    def line_of(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing that holds it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def _line_and_reason(no: Exception) -> tuple[int, str]:
    mark = getattr(no, "problem_mark", None)
    problem = getattr(no, "problem", None) or getattr(no, "reason", None) or _("it is no YAML")
    return (mark.line + 1 if mark else 1), str(problem)


def _unreadable(line: int, reason: str) -> Unreadable:
    text = _("The file cannot be read: {reason}.").format(reason=reason)
    return Unreadable((line, fault("FILE_INVALID", reason=text)))
