"""Finds the value of an expression: conditions know true, false and unknown, as in SQL; nothing here raises."""

from collections.abc import Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne

from leadwright.foundation.expressions.amounts import Empty, Outcome, bounded, key_of, negative, reckoned
from leadwright.foundation.expressions.functions import FUNCTIONS
from leadwright.foundation.expressions.kinds import ORDERED, Kind, Reason, comparable, kind_of
from leadwright.foundation.expressions.nodes import (
    Call,
    Chain,
    Comparison,
    Constant,
    Field,
    Logic,
    Membership,
    Minus,
    Node,
    Not,
)
from leadwright.foundation.money import Money

SIGNS = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def outcome_of(node: Node, fields: Mapping[str, object]) -> Outcome:
    """Return the value of a node, or why it has none; a field that is not there is empty."""
    match node:
        case Constant(value=value):
            return bounded(value)
        case Field(name=name):
            return bounded(fields.get(name))
    values = [outcome_of(part, fields) for part in node.parts]
    match node:
        case Call(name=name):
            return FUNCTIONS[name].value(values)
        case Chain(signs=signs):
            return _chain(values, signs)
        case Minus():
            return negative(values[0])
        case Not():
            return _opposite(values[0])
        case Logic(word=word):
            return _joined(values, decisive=word == "or")
        case Comparison(sign=sign):
            return compared(values[0], sign, values[1])
        case Membership(negated=negated):
            among = _joined([compared(values[0], "=", value) for value in values[1:]], decisive=True)
            return _opposite(among) if negated else among
    raise AssertionError(node)  # pragma: no cover


def _chain(values: Sequence[Outcome], signs: Sequence[str]) -> Outcome:
    result = values[0]
    for sign, value in zip(signs, values[1:], strict=True):
        result = reckoned(result, sign, value)
    return result


def _opposite(value: Outcome) -> Outcome:
    match value:
        case bool():
            return not value
        case Empty():
            return value
    return Empty(Reason.WRONG_KIND)


def _joined(values: Sequence[Outcome], *, decisive: bool) -> Outcome:
    """Return what decides (false of `and`, true of `or`) if it is there, else the first unknown, else the other."""
    if any(value is decisive for value in values):
        return decisive
    for value in values:
        if isinstance(value, Empty):
            return value
        if not isinstance(value, bool):
            return Empty(Reason.WRONG_KIND)
    return not decisive


def compared(left: Outcome, sign: str, right: Outcome) -> Outcome:
    """Tell how two values compare; unknown when one is empty, or when they are amounts in two currencies."""
    for value in (left, right):
        if isinstance(value, Empty):
            return value
    kinds = kind_of(left) or Kind.NOTHING, kind_of(right) or Kind.NOTHING
    if not comparable(*kinds) or (sign not in ("=", "!=") and kinds[0] not in ORDERED):
        return Empty(Reason.WRONG_KIND)
    if isinstance(left, Money) and left.currency != right.currency:
        return Empty(Reason.TWO_CURRENCIES)
    return bool(SIGNS[sign](key_of(left), key_of(right)))
