"""What is asked of the database by many readers: its SQL is built once for all whose rights are alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.db.models import Model, QuerySet

from leadwright.foundation.compiled import Compiled
from leadwright.people.models import User
from leadwright.people.reach import Permission, Reach, Reaches

Row = TypeVar("Row", bound=Model)
Shape = tuple[Reaches, int]
GROUP = "seen_group_{}"


@dataclass(frozen=True, kw_only=True)
class _StandIn:
    """What conditions of reach look at in a user, with values that are recognised in the SQL."""

    pk: int
    unit_id: int
    organisation_id: int
    seen_group_ids: list[int]
    held: Reaches

    def reaches_of(self, permission: Permission) -> Reaches:
        """Return how far the permission goes that the question is about."""
        return self.held


class CompiledForReaders(Generic[Row]):
    """Rows within reach of a permission; `build` gets a reader first, then the values that it names.

    Of the reader only the conditions of reach of that permission may be asked, and his organisation.
    """

    def __init__(self, permission: Permission, build: Callable[..., QuerySet[Row]], **kinds: type) -> None:
        self.permission, self.build, self.kinds = permission, build, kinds
        self._known: dict[Shape, Compiled[Row]] = {}

    def rows(self, reader: User, **values: Any) -> Iterator[Row]:
        """Return the rows that the reader reaches, in the order of the queryset."""
        known = self._known_for(reader)
        return known.rows(**self._own(reader), **values) if known else iter(())

    def tuples(self, reader: User, **values: Any) -> list[tuple[Any, ...]]:
        """Return the same as tuples, of a queryset that ends in `values_list`."""
        known = self._known_for(reader)
        return known.tuples(**self._own(reader), **values) if known else []

    def first(self, reader: User, **values: Any) -> Row | None:
        """Return the first of them, or None."""
        return next(self.rows(reader, **values), None)

    def _known_for(self, reader: User) -> Compiled[Row] | None:
        """Return the question for all whose rights are alike; none if nothing is within reach."""
        reaches = reader.reaches_of(self.permission)
        if not reaches:
            return None
        shape = reaches, len(_groups(reader, reaches))
        return self._known.get(shape) or self._known.setdefault(shape, self._compiled(shape))

    def _own(self, reader: User) -> dict[str, int]:
        """Return the values of a reader that conditions of reach may name."""
        seen = _groups(reader, reader.reaches_of(self.permission))
        groups = {GROUP.format(place): pk for place, pk in enumerate(seen)}
        home: int = reader.organisation_id
        return {"user": reader.pk, "unit": reader.unit_id, "organisation": home, **groups}

    def _compiled(self, shape: Shape) -> Compiled[Row]:
        reaches, size = shape
        groups = [GROUP.format(place) for place in range(size)]

        def build(*, user: int, unit: int, organisation: int, **more: Any) -> QuerySet[Row]:
            seen = [more.pop(name) for name in groups]
            reader = _StandIn(
                pk=user, unit_id=unit, organisation_id=organisation, seen_group_ids=seen, held=reaches
            )
            return self.build(cast(User, reader), **more)

        places = ["user", "unit", "organisation", *groups]
        return Compiled(build, spare=places, **dict.fromkeys(places, int), **self.kinds)


def _groups(reader: User, reaches: Reaches) -> list[int]:
    """Return the groups that the reader sees, if it is asked which these are at all."""
    return reader.seen_group_ids if Reach.GROUP in reaches else []
