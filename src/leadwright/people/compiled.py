"""What is asked of the database by many readers: its SQL is built once for all whose rights are alike."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from leadwright.foundation.compiled import Compiled
from leadwright.people.models import User
from leadwright.people.reach import Permission, Reach, Reaches
from leadwright.people.standing_in import standing_in

Row = TypeVar("Row", bound=Model)
Shape = tuple[Reaches, int]
GROUP = "seen_group_{}"
OWN = ("user", "unit", "group", "home")


class CompiledForReaders(Generic[Row]):
    """Rows within reach of a permission; `build` gets a reader first, then the values that it names.

    Of the reader only the conditions of reach of that permission may be asked, and his organisation.
    """

    def __init__(self, permission: Permission, build: Callable[..., QuerySet[Row]], **kinds: type) -> None:
        self.permission, self.build, self.kinds = permission, build, kinds
        self._known: dict[Shape, Compiled[Row]] = {}

    def rows(self, reader: User, **values: Any) -> Iterator[Row]:
        """Return the rows that the reader reaches, in the order of the queryset."""
        reaches = reader.reaches_of(self.permission)
        if not reaches:
            return iter(())
        groups = reader.seen_group_ids if Reach.GROUP in reaches else []
        shape = reaches, len(groups)
        known = self._known.get(shape) or self._known.setdefault(shape, self._compiled(reader, len(groups)))
        own = dict(
            zip(OWN, (reader.pk, reader.unit_id, reader.group_id, reader.organisation_id), strict=True)
        )
        return known.rows(**own, **{GROUP.format(place): pk for place, pk in enumerate(groups)}, **values)

    def first(self, reader: User, **values: Any) -> Row | None:
        """Return the first of them, or None."""
        return next(self.rows(reader, **values), None)

    def _compiled(self, reader: User, size: int) -> Compiled[Row]:
        groups = [GROUP.format(place) for place in range(size)]

        def build(*, user: int, unit: int, group: int, home: int, **more: Any) -> QuerySet[Row]:
            seen = [more.pop(name) for name in groups]
            other = standing_in(reader, user=user, unit=unit, group=group, groups=seen, home=home)
            return self.build(other, **more)

        places = [*OWN, *groups]
        return Compiled(build, spare=places, **dict.fromkeys(places, int), **self.kinds)
