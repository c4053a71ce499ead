"""A question to the database whose SQL is built once in a process, and asked with other values each time."""

import copy
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)

# Values that no row has: where they come out in the SQL is where the values of a request go.
_NUMBER = 2_147_480_000
_MOMENT = datetime(9990, 1, 1, tzinfo=UTC)
LARGEST = {"Int2": 2**15, "Int4": 2**31}


def stand_ins(kinds: dict[str, type]) -> dict[str, Any]:
    """Return a value for each name, to be recognised among the parameters of the SQL."""
    return {name: _stand_in(kind, place) for place, (name, kind) in enumerate(kinds.items())}


def _stand_in(kind: type, place: int) -> Any:
    if kind is int:
        return _NUMBER + place
    if kind is datetime:
        return _MOMENT + timedelta(days=place)
    if kind is str:
        return f"\u0001{place}\u0001"
    if kind is list:
        return [_NUMBER + place]
    raise TypeError(f"no stand-in for {kind.__name__}")


@dataclass(frozen=True)
class _Slot:
    """A place among the parameters, and what the adapter wraps numbers in."""

    name: str
    wrap: Callable[[Any], Any] | None

    def holds(self, value: Any) -> bool:
        """Tell whether a number fits; the adapter would cut what is larger."""
        most = LARGEST.get(self.wrap.__name__ if self.wrap else "", 2**63)
        return not isinstance(value, int) or -most <= value < most


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
        self._ready: tuple[_Known, str, tuple[Any, ...]] | None = None

    def rows(self, **values: Any) -> Iterator[Row]:
        """Return the rows, in the order of the queryset; none for a number that no row can have."""
        ask = self._asked(values)
        return iter(ModelIterable(cast("models.QuerySet[Row]", _Rows(ask, self.model)))) if ask else iter(())

    def tuples(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the same as tuples, of a queryset that ends in `values_list`."""
        ask = self._asked(values)
        return [tuple(row) for row in ask.results_iter(tuple_expected=True)] if ask else []

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        return next(self.rows(**values), None)

    def _asked(self, values: dict[str, Any]) -> "_Known | None":
        known, sql, parameters = self._ready or self._compile()
        if not all(_fits(part, values) for part in parameters):
            return None
        ask = copy.copy(known)
        ask.connection = connections[DEFAULT_DB_ALIAS]
        ask.said = sql, tuple(_filled(part, values) for part in parameters)
        return ask

    def _compile(self) -> "tuple[_Known, str, tuple[Any, ...]]":
        known = stand_ins(self.kinds)
        queryset = self.build(**known)
        self.model = queryset.model
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        names = {_key(value): name for name, value in known.items()}
        slots = tuple(_slots(part, names) for part in parameters)
        if missing := {names[key] for key in names.keys() - set(_keys(parameters))} - self.spare:
            raise ValueError(f"not in the SQL: {', '.join(missing)}")
        converters = compiler.get_converters([part[0] for part in compiler.select])
        compiler.__class__ = _Known
        known_compiler = cast(_Known, compiler)
        known_compiler.converters = converters
        self._ready = known_compiler, sql, slots
        return self._ready


class _Known(SQLCompiler):
    """A compiler that has compiled: it says again what it said, with other values."""

    said: tuple[str, tuple[Any, ...]]
    converters: dict[int, Any]

    def get_converters(self, expressions: Any) -> Any:
        """Return what makes values of the columns."""
        return self.converters

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """Return the SQL and its parameters."""
        return self.said


class _Rows:
    """What Django's iterable of rows asks of a queryset."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: _Known, model: type[models.Model]) -> None:
        self.compiler, self.model, self.db, self.query = compiler, model, DEFAULT_DB_ALIAS, self

    def get_compiler(self, using: str) -> _Known:
        """Return the compiler that has compiled."""
        return self.compiler


def _key(value: Any) -> Any:
    """Return what a value is recognised by: a list by what stands in it."""
    return tuple(value) if isinstance(value, list) else value


def _slots(part: Any, names: dict[Any, str]) -> Any:
    if isinstance(part, list) and _key(part) in names:
        return _Slot(names[_key(part)], None)
    if isinstance(part, (list, tuple)):
        return [_slots(inner, names) for inner in part]
    if isinstance(part, (int, str, datetime)) and part in names:
        return _Slot(names[part], type(part) if type(part) not in (int, str, datetime) else None)
    return part


def _keys(parts: Any) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, (list, tuple)):
            yield tuple(part)
            yield from _keys(part)
        elif isinstance(part, (int, str, datetime)):
            yield part


def _fits(part: Any, values: dict[str, Any]) -> bool:
    if isinstance(part, list):
        return all(_fits(inner, values) for inner in part)
    return not isinstance(part, _Slot) or part.holds(values[part.name])


def _filled(part: Any, values: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    if isinstance(part, _Slot):
        value = values[part.name]
        return part.wrap(value) if part.wrap else value
    return part
