"""A question to the database whose SQL is built once in a process, and asked with other values each time."""

import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)
Values = Mapping[str, Any]
Marks = dict[Any, tuple[str, int | None]]
LARGEST = {"Int2": 2**15, "Int4": 2**31}

# Values that no row has: where they come out in the SQL is where the values of a request go.
_NUMBER, _MOMENT, _SIGN = 2_147_470_000, datetime(9980, 1, 1, tzinfo=UTC), "\u0001"
_MANY = 10_000


class NotAsGiven(ValueError):
    """A value does not stand in the SQL as it was given, so that another one cannot be put in its place."""


def stand_in(kind: type, name: str, marks: Marks, *, place: int | None = None) -> Any:
    """Return what stands for a value while the SQL is built, and note whose place it marks."""
    number = len(marks)
    if kind is int:
        value: Any = _NUMBER + number
    elif kind is datetime:
        value = _MOMENT + timedelta(days=number)
    elif kind is str:
        value = f"{_SIGN}{number}{_SIGN}"
    else:
        raise TypeError(f"no stand-in for {kind.__name__}")
    marks[value] = name, place
    return value


def stand_in_list(name: str, marks: Marks) -> list[int]:
    """Return what stands for a list that is one value, as `among` compares it."""
    value = [_NUMBER + len(marks)]
    marks[tuple(value)] = name, None
    return value


@dataclass(frozen=True)
class _Slot:
    """A place among the parameters: of a list perhaps one element, and what the adapter wraps a number in."""

    name: str
    place: int | None
    wrap: Callable[[Any], Any] | None

    def holds(self, values: Values) -> bool:
        """Tell whether a number fits; the adapter would cut what is larger."""
        value = self._value(values)
        most = LARGEST.get(self.wrap.__name__ if self.wrap else "", 2**63)
        return not isinstance(value, int) or -most <= value < most

    def filled(self, values: Values) -> Any:
        """Return the value that goes here."""
        value = self._value(values)
        return self.wrap(value) if self.wrap else value

    def _value(self, values: Values) -> Any:
        value = values[self.name]
        return value if self.place is None else value[self.place]


class Known(SQLCompiler):
    """A compiler that has compiled: it says again what it said, with other values."""

    said: tuple[str, tuple[Any, ...]]
    converters: dict[int, Any]

    def get_converters(self, expressions: Any) -> Any:
        """Return what makes values of the columns."""
        return self.converters

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """Return the SQL and its parameters."""
        return self.said


@dataclass(frozen=True)
class Statement:
    """SQL as Django built it, with a slot for each value; without a compiler it is known that there are no rows."""

    compiler: Known | None
    sql: str
    slots: tuple[Any, ...]
    names: frozenset[str]

    def asked(self, values: Values) -> Known | None:
        """Return the compiler with these values, on the connection of this thread; None if no row can fit."""
        if self.compiler is None or not all(_fits(part, values) for part in self.slots):
            return None
        ask = copy.copy(self.compiler)
        ask.connection = connections[DEFAULT_DB_ALIAS]
        ask.said = self.sql, tuple(_filled(part, values) for part in self.slots)
        return ask


def compiled(queryset: "models.QuerySet[Any, Any]", marks: Marks) -> Statement:
    """Build the SQL of a queryset in which stand-ins mark the places of values."""
    compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return Statement(None, "", (), frozenset(name for name, _place in marks.values()))
    known = cast(Known, compiler)
    known.converters = compiler.get_converters([part[0] for part in compiler.select])
    compiler.__class__ = Known
    slots = tuple(_slotted(part, marks) for part in parameters)
    return Statement(known, sql, slots, frozenset(slot.name for slot in _slots_in(slots)))


def tuples_of(ask: Known | None) -> list[tuple[Any, ...]]:
    """Return the rows of plain columns."""
    return [tuple(row) for row in ask.results_iter(tuple_expected=True)] if ask else []


class Compiled(Generic[Row]):
    """Rows of a model, asked for with SQL that Django built once.

    `build` is called once, with a stand-in for each name, and returns the queryset; it must put each value into the
    SQL as it comes. Only rows or tuples: with `select_related`, `only` and annotations, without `prefetch_related`.
    A list is one of numbers, compared by `among`. Values that `spare` names may come out nowhere.
    Building a wide query takes Django several times as long as running it.
    """

    def __init__(
        self, build: Callable[..., models.QuerySet[Row]], *, spare: Collection[str] = (), **kinds: type
    ) -> None:
        self.build, self.spare, self.kinds = build, frozenset(spare), kinds
        self._ready: Statement | None = None

    def rows(self, **values: Any) -> Iterator[Row]:
        """Return the rows, in the order of the queryset; none for a number that no row can have."""
        ask = self._statement().asked(values)
        return iter(ModelIterable(cast("models.QuerySet[Row]", _Rows(ask, self.model)))) if ask else iter(())

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        return next(self.rows(**values), None)

    def _statement(self) -> Statement:
        if self._ready is None:
            marks: Marks = {}
            known = {name: _standing_for(kind, name, marks) for name, kind in self.kinds.items()}
            queryset = self.build(**known)
            self.model = queryset.model
            statement = compiled(queryset, marks)
            if missing := self.kinds.keys() - statement.names - self.spare:
                raise ValueError(f"not in the SQL: {', '.join(sorted(missing))}")
            self._ready = statement
        return self._ready


def _standing_for(kind: type, name: str, marks: Marks) -> Any:
    return stand_in_list(name, marks) if kind is list else stand_in(kind, name, marks)


class _Rows:
    """What Django's iterable of rows asks of a queryset."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: Known, model: type[models.Model]) -> None:
        self.compiler, self.model, self.db, self.query = compiler, model, DEFAULT_DB_ALIAS, self

    def get_compiler(self, using: str) -> Known:
        """Return the compiler that has compiled."""
        return self.compiler


def _slotted(part: Any, marks: Marks) -> Any:
    if isinstance(part, list | tuple):
        key = tuple(part)
        return _Slot(*marks[key], None) if key in marks else [_slotted(inner, marks) for inner in part]
    if not isinstance(part, int | str | datetime):
        return part
    if part in marks:
        return _Slot(*marks[part], type(part) if type(part) not in (int, str, datetime) else None)
    if _comes_of_a_stand_in(part):
        raise NotAsGiven(repr(part))
    return part


def _comes_of_a_stand_in(part: int | str | datetime) -> bool:
    """Tell whether something was reckoned from a stand-in: that could not be put into other words."""
    if isinstance(part, str):
        return _SIGN in part
    if isinstance(part, datetime):
        return abs(part.replace(tzinfo=UTC) - _MOMENT) < timedelta(days=_MANY / 10)
    return abs(part - _NUMBER) < _MANY


def _slots_in(parts: Collection[Any]) -> Iterator[_Slot]:
    for part in parts:
        if isinstance(part, list):
            yield from _slots_in(part)
        elif isinstance(part, _Slot):
            yield part


def _fits(part: Any, values: Values) -> bool:
    if isinstance(part, list):
        return all(_fits(inner, values) for inner in part)
    return not isinstance(part, _Slot) or part.holds(values)


def _filled(part: Any, values: Values) -> Any:
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    return part.filled(values) if isinstance(part, _Slot) else part
