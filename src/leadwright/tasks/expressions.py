"""A task as far as its own fields go: those of all tasks that are made by hand, or those that its step asks for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value

from leadwright.fields.models import Facet, OwnField, WithOwnFields
from leadwright.fields.subjects import Subject
from leadwright.foundation.expressions.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_ids = ArrayField(models.BigIntegerField())


IN_EXPRESSIONS: Mapping[str, Kind] = {"starts_at": Kind.MOMENT, "due_at": Kind.MOMENT}


class TaskWithOwnFields(WithOwnFields):
    """Its company has fields of its own on it; what has ended keeps its values.

    `asked_fields` are those that the step of a process asks for, by their ids, `needed_fields` those among them
    without which it is not completed; both are empty on what was made by hand.
    """

    SUBJECT = Subject.TASK
    EXPRESSION_NAMES = IN_EXPRESSIONS

    asked_fields: "ArrayField[Sequence[int], list[int]]" = ArrayField(
        models.BigIntegerField(), default=list, db_default=Value([], output_field=_ids)
    )
    needed_fields: "ArrayField[Sequence[int], list[int]]" = ArrayField(
        models.BigIntegerField(), default=list, db_default=Value([], output_field=_ids)
    )

    if TYPE_CHECKING:
        organisation_id: int
        process: models.BigIntegerField[int | None, int | None]

    class Meta:
        abstract = True

    @property
    def field_companies(self) -> tuple[int, ...]:
        """The company that it is in."""
        return (self.organisation_id,)

    def has_field(self, field: OwnField) -> bool:
        """Tell whether it asks for a field: its step does, or it was made by hand and the field is one of all tasks."""
        if self.process is not None:
            return field.pk in self.asked_fields
        return not field.is_of_steps

    def named_value(self, name: str) -> object:
        """Return a shipped value as expressions take it."""
        value: object = getattr(self, name)
        return value


class TaskFacet(Facet):
    """What a task says in an own field that the list of tasks is narrowed by, with when it is due."""

    row = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="facets")
    due_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["field", "value", "due_at", "row"], name="task_facets_in_order"),
            models.Index(fields=["field", "value", "number", "row"], name="task_facets_by_value"),
        ]
