"""An activity as far as its own fields go: those for all and those of its company, as far as its kind has them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models

from leadwright.fields.models import OwnField, WithOwnFields
from leadwright.fields.subjects import Subject
from leadwright.foundation.expressions.kinds import Kind
from leadwright.foundation.money import Money

if TYPE_CHECKING:
    from leadwright.leads.models import ActivityKind

IN_EXPRESSIONS: Mapping[str, Kind] = {
    "target_amount": Kind.MONEY,
    "success_rate": Kind.NUMBER,
    "starts_at": Kind.MOMENT,
    "ends_at": Kind.MOMENT,
}


class ActivityWithOwnFields(WithOwnFields):
    """The company that did it has fields of its own on it; what is closed keeps its values."""

    SUBJECT = Subject.ACTIVITY
    EXPRESSION_NAMES = IN_EXPRESSIONS

    if TYPE_CHECKING:
        organisation_id: int
        target_currency: str
        kind: models.ForeignKey[ActivityKind, ActivityKind]

    class Meta:
        abstract = True

    @property
    def field_companies(self) -> tuple[int, ...]:
        """The company that did it."""
        return (self.organisation_id,)

    def has_field(self, field: OwnField) -> bool:
        """Tell whether activities of its kind have a field."""
        return field.is_of_kind(self.kind.code)

    def named_value(self, name: str) -> object:
        """Return a shipped value as expressions take it: an amount with its currency."""
        value: object = getattr(self, name)
        if name == "target_amount" and isinstance(value, Decimal):
            return Money(value, self.target_currency)
        return Decimal(value) if isinstance(value, int) else value
