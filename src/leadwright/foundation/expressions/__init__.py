"""Expressions over fields: read once, checked against kinds, and then given values; the language is in the docs.

Nothing but `ExpressionError` is ever raised; an expression that has no value says why. See
docs/reference/expressions.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from leadwright.foundation.expressions.amounts import Empty, Value, settled
from leadwright.foundation.expressions.checking import kind_of_node
from leadwright.foundation.expressions.errors import ExpressionError, fault
from leadwright.foundation.expressions.evaluating import outcome_of
from leadwright.foundation.expressions.kinds import Kind, Reason
from leadwright.foundation.expressions.nodes import Field, Node
from leadwright.foundation.expressions.parsing import tree_of
from leadwright.foundation.expressions.tokens import WORDS

__all__ = ["WORDS", "Expression", "ExpressionError", "Kind", "Reason", "Result", "parse"]


@dataclass(frozen=True)
class Result:
    """The value of an expression, or None with the reason; `EMPTY` means that a field it needs is empty."""

    value: Value | None
    reason: Reason | None = None


@dataclass(frozen=True)
class Expression:
    """A text that has been read; it can be kept and used any number of times."""

    text: str
    tree: Node

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields that it asks for."""
        return frozenset(node.name for node in self.tree.walk() if isinstance(node, Field))

    def kind_in(self, fields: Mapping[str, Kind]) -> Kind:
        """Return the kind of its value; a field that is not there or does not fit is an ExpressionError."""
        kind = kind_of_node(self.tree, fields)
        if kind is Kind.NOTHING:
            raise fault(self.tree.position, _("This is always empty; write what it should give."))
        return kind

    def result(self, fields: Mapping[str, object]) -> Result:
        """Return its value from those of its fields: str, Decimal, bool, date, aware datetime, Money, or None."""
        outcome = settled(outcome_of(self.tree, fields))
        return Result(None, outcome.reason) if isinstance(outcome, Empty) else Result(outcome)

    def value(self, fields: Mapping[str, object]) -> Value | None:
        """Return its value, or None; a condition holds when this is True."""
        return self.result(fields).value


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """Read an expression; raises ExpressionError with the sign (from 1) and what to do."""
    return Expression(text, tree_of(text))
