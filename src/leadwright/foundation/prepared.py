"""Lists whose SQL Django builds once for each shape that they are asked in, and which then only take other values."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from leadwright.foundation.compiled import Marks, Statement, Values, compiled, stand_in, tuples_of

Build = Callable[..., "QuerySet[Any, Any]"]
MOST = 1000


class Prepared:
    """Statements by their shape.

    A shape names all that decides about the SQL but the values: two requests of one shape differ in nothing else.
    `build` gets a stand-in for each value and returns plain columns (`values_list`); what it makes of a value must
    be the value itself, and NotAsGiven is raised where that can be seen not to be so.
    """

    def __init__(self) -> None:
        self._statements: dict[Hashable, Statement] = {}
        self._lock = Lock()

    def rows(self, shape: Hashable, build: Build, values: Values) -> list[tuple[Any, ...]]:
        """Return the rows."""
        return tuples_of(self._known(shape, build, values).asked(values))

    def count(self, shape: Hashable, build: Build, values: Values) -> int:
        """Return how many rows there are, of a list that is cut no more than its bound."""
        ask = self._known(shape, build, values).asked(values)
        if ask is None:
            return 0
        sql, parameters = ask.said
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) counted", parameters)  # noqa: S608 - as Django built it
            return int(cursor.fetchone()[0])

    def _known(self, shape: Hashable, build: Build, values: Values) -> Statement:
        lengths = tuple((name, len(value)) for name, value in values.items() if isinstance(value, list))
        key = (shape, lengths)
        known = self._statements.get(key)
        if known is None:
            known = _built(build, values)
            with self._lock:
                if len(self._statements) >= MOST:
                    self._statements.clear()
                self._statements[key] = known
        return known


def _built(build: Build, values: Values) -> Statement:
    marks: Marks = {}
    return compiled(
        build(**{name: _standing_for(value, name, marks) for name, value in values.items()}), marks
    )


def _standing_for(value: Any, name: str, marks: Marks) -> Any:
    if isinstance(value, list):
        return [stand_in(int, name, marks, place=place) for place in range(len(value))]
    return stand_in(type(value), name, marks)
