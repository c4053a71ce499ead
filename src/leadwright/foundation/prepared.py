"""Lists whose SQL Django builds once for each shape that they are asked in, and which then only take other values."""

import copy
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = int | str | datetime | list[int]
Values = Mapping[str, Value]
Build = Callable[..., "QuerySet[Any, Any]"]
MOST = 1000

# Values that no row has: where they come out in the SQL is where the values of a request go.
_FIRST, _MOMENT, _SIGN = 2_147_470_000, datetime(9980, 1, 1, tzinfo=UTC), "\u0002"
_SPAN = timedelta(days=1000)


class NotAsGiven(ValueError):
    """A value does not stand in the SQL as it was given, so that another one cannot be put in its place."""


@dataclass(frozen=True)
class _Slot:
    """A place among the parameters: of a list its element, and what the adapter wraps a number in."""

    name: str
    place: int | None
    wrap: Callable[[Any], Any] | None

    def filled(self, values: Values) -> Any:
        value: Any = (
            values[self.name] if self.place is None else cast("list[int]", values[self.name])[self.place]
        )
        return self.wrap(value) if self.wrap else value


class _Known(SQLCompiler):
    """A compiler that has compiled: it says again what it said, with other values."""

    said: tuple[str, tuple[Any, ...]]

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """Return the SQL and its parameters."""
        return self.said


@dataclass(frozen=True)
class _Statement:
    compiler: _Known | None
    sql: str
    slots: tuple[Any, ...]

    def parameters(self, values: Values) -> tuple[Any, ...]:
        return tuple(_filled(part, values) for part in self.slots)


class Prepared:
    """Statements by their shape.

    A shape names all that decides about the SQL but the values: two requests of one shape differ in nothing else.
    `build` gets a stand-in for each value and returns plain columns (`values_list`); what it makes of a value must
    be the value itself, and NotAsGiven is raised where that can be seen not to be so.
    """

    def __init__(self) -> None:
        self._statements: dict[Hashable, _Statement] = {}
        self._lock = Lock()

    def rows(self, shape: Hashable, build: Build, values: Values) -> list[tuple[Any, ...]]:
        """Return the rows."""
        known = self._known(shape, build, values)
        if known.compiler is None:
            return []
        ask = copy.copy(known.compiler)
        ask.connection = connections[DEFAULT_DB_ALIAS]
        ask.said = known.sql, known.parameters(values)
        return cast("list[tuple[Any, ...]]", list(ask.results_iter(tuple_expected=True)))

    def count(self, shape: Hashable, build: Build, values: Values) -> int:
        """Return how many rows there are, of a list that is cut no more than its bound."""
        known = self._known(shape, build, values)
        if known.compiler is None:
            return 0
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            sql = f"SELECT COUNT(*) FROM ({known.sql}) counted"  # noqa: S608 - as Django built it
            cursor.execute(sql, known.parameters(values))
            return int(cursor.fetchone()[0])

    def _known(self, shape: Hashable, build: Build, values: Values) -> _Statement:
        lengths = tuple((name, len(value)) for name, value in values.items() if isinstance(value, list))
        key = (shape, lengths)
        known = self._statements.get(key)
        if known is None:
            known = _compiled(build, values)
            with self._lock:
                if len(self._statements) >= MOST:
                    self._statements.clear()
                self._statements[key] = known
        return known


def _compiled(build: Build, values: Values) -> _Statement:
    stand_ins: dict[str, Any] = {}
    slots: dict[Any, tuple[str, int | None]] = {}
    for name, value in values.items():
        stand_ins[name] = _stand_in(name, value, slots)
    compiler: Any = build(**stand_ins).query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Statement(None, "", ())
    compiler.__class__ = _Known
    return _Statement(compiler, sql, tuple(_slotted(part, slots) for part in parameters))


def _stand_in(name: str, value: Value, slots: dict[Any, tuple[str, int | None]]) -> Any:
    """Return what stands for a value while the SQL is built, and note whose place it marks."""
    if isinstance(value, list):
        return [_noted(_FIRST + len(slots), (name, place), slots) for place in range(len(value))]
    number = len(slots)
    if isinstance(value, int):
        return _noted(_FIRST + number, (name, None), slots)
    if isinstance(value, datetime):
        return _noted(_MOMENT + timedelta(days=number), (name, None), slots)
    return _noted(f"{_SIGN}{number}{_SIGN}", (name, None), slots)


def _noted(stand_in: Any, whose: tuple[str, int | None], slots: dict[Any, tuple[str, int | None]]) -> Any:
    slots[stand_in] = whose
    return stand_in


def _slotted(part: Any, slots: dict[Any, tuple[str, int | None]]) -> Any:
    if isinstance(part, list | tuple):
        return [_slotted(inner, slots) for inner in part]
    if not isinstance(part, int | str | datetime):
        return part
    if part in slots:
        name, place = slots[part]
        return _Slot(name, place, type(part) if type(part) not in (int, str, datetime) else None)
    if _comes_of_a_stand_in(part):
        raise NotAsGiven(repr(part))
    return part


def _comes_of_a_stand_in(part: int | str | datetime) -> bool:
    """Tell whether something was reckoned from a stand-in: that could not be put into other words."""
    if isinstance(part, str):
        return _SIGN in part
    if isinstance(part, datetime):
        return abs(part.replace(tzinfo=UTC) - _MOMENT) < _SPAN
    return abs(part - _FIRST) < 10_000


def _filled(part: Any, values: Values) -> Any:
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    return part.filled(values) if isinstance(part, _Slot) else part
