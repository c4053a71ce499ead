"""The own fields of a lead: whose they are, and what the expressions of computed ones may name beside them."""

from collections.abc import Mapping
from decimal import Decimal

from leadwright.fields.models import WithOwnFields
from leadwright.fields.subjects import Subject
from leadwright.foundation.expressions.kinds import Kind
from leadwright.foundation.money import Money

CURRENCY = "target_currency"
IN_EXPRESSIONS: Mapping[str, Kind] = {
    "target_amount": Kind.MONEY,
    "success_rate": Kind.NUMBER,
    "priority": Kind.NUMBER,
    "importance": Kind.NUMBER,
    "started_at": Kind.MOMENT,
    "expected_completion_at": Kind.MOMENT,
}


class LeadWithOwnFields(WithOwnFields):
    """A lead as far as its own fields go: those for all, and those of each company that has to do with it."""

    SUBJECT = Subject.LEAD
    EXPRESSION_NAMES = IN_EXPRESSIONS

    class Meta:
        abstract = True

    @property
    def field_companies(self) -> tuple[int, ...]:
        """The companies that have fields of their own on the lead."""
        companies = (getattr(self, name) for name in ("origin_id", "sender_id", "organisation_id"))
        return tuple(dict.fromkeys(pk for pk in companies if pk is not None))

    def named_value(self, name: str) -> object:
        """Return a shipped value as expressions take it: an amount with its currency."""
        value: object = getattr(self, name)
        if name == "target_amount" and isinstance(value, Decimal):
            return Money(value, getattr(self, CURRENCY))
        return Decimal(value) if isinstance(value, int) else value
