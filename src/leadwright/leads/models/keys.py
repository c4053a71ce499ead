"""Keys of the configuration: to the database ordinary ones, but the row behind one is known in memory."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

if TYPE_CHECKING:
    Descriptor = ForwardManyToOneDescriptor[Any]
else:
    Descriptor = ForwardManyToOneDescriptor

Find = Callable[[type[models.Model], Any], models.Model | None]


class _Rows:
    """Who finds the rows of the rules in force; before anybody does, the database is asked."""

    find: Find | None = None


def bind(find: Find) -> None:
    """Say, once at start-up, who finds the row of a table by its key."""
    _Rows.find = staticmethod(find)


class _RuleRow(Descriptor):
    """Returns the row from the rules in force; one that they do not hold is asked for."""

    def get_object(self, instance: models.Model) -> models.Model:
        """Return the row that a key points to."""
        key = getattr(instance, self.field.attname)
        row = _Rows.find(self.field.related_model, key) if _Rows.find else None
        return row if row is not None else super().get_object(instance)


if TYPE_CHECKING:
    RuleKey = models.ForeignKey
else:

    class RuleKey(models.ForeignKey):
        """A key of a table whose every change is marked, as migration 0015 of this room has it."""

        forward_related_accessor_class = _RuleRow

        def deconstruct(self) -> tuple[str, str, Any, Any]:
            """Say to migrations that it is an ordinary key."""
            name, _path, args, kwargs = super().deconstruct()
            return name, "django.db.models.ForeignKey", args, kwargs
