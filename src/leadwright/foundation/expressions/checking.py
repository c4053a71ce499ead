"""Finds the kind of an expression from the kinds of its fields, before any value is there."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from leadwright.foundation.expressions.errors import ExpressionError, fault
from leadwright.foundation.expressions.functions import FUNCTIONS
from leadwright.foundation.expressions.kinds import (
    AMOUNTS,
    ARITHMETIC,
    DAYS,
    ORDERED,
    WORDED,
    Kind,
    comparable,
    kind_of,
)
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
from leadwright.foundation.expressions.unions import words_for

Kinds = Mapping[str, Kind]


def kind_of_node(node: Node, fields: Kinds) -> Kind:
    """Return the kind of a node; what does not fit together is an ExpressionError."""
    match node:
        case Constant(value=value):
            return Kind.NOTHING if value is None else kind_of(value) or Kind.NOTHING
        case Field():
            return _field(node, fields)
    kinds = [kind_of_node(part, fields) for part in node.parts]
    match node:
        case Call(name=name):
            return FUNCTIONS[name].kind(node, kinds)
        case Chain():
            return _chain(node, kinds)
        case Minus():
            return _minus(node, kinds[0])
        case Logic() | Not():
            return _conditions(node, kinds)
        case Comparison():
            return _comparison(node, kinds)
        case Membership():
            return _membership(node, kinds)
    raise AssertionError(node)  # pragma: no cover


def _field(node: Field, fields: Kinds) -> Kind:
    if node.name in fields:
        return fields[node.name]
    known = ", ".join(sorted(fields)[:20])
    raise fault(
        node.position, _("There is no field “{name}” here; there are: {names}."), name=node.name, names=known
    )


def _chain(node: Chain, kinds: list[Kind]) -> Kind:
    result = kinds[0]
    for part, sign, kind in zip(node.parts[1:], node.signs, kinds[1:], strict=True):
        if (result, sign, kind) not in ARITHMETIC:
            raise _sum_fault(part, result, sign, kind)
        result = ARITHMETIC[result, sign, kind]
    return result


def _sum_fault(part: Node, left: Kind, sign: str, right: Kind) -> ExpressionError:
    if sign == "-" and left in DAYS and right in DAYS:
        return fault(part.position, _("Write days_between(a, b) for the days between two dates."))
    if sign == "+" and (left in WORDED or right in WORDED):
        return fault(part.position, _("Write concat(a, b) to put texts together."))
    sentence = _("This would be {left} {sign} {right}; use numbers, or amounts of money in one currency.")
    return fault(part.position, sentence, left=words_for(left), sign=sign, right=words_for(right))


def _minus(node: Minus, kind: Kind) -> Kind:
    if kind not in AMOUNTS:
        raise fault(node.position, _("A minus sign goes before a number or an amount of money."))
    return kind


def _conditions(node: Node, kinds: list[Kind]) -> Kind:
    for part, kind in zip(node.parts, kinds, strict=True):
        if kind is not Kind.BOOLEAN:
            sentence = _("A condition is needed here, and this is {kind}; compare it, such as amount > 5.")
            raise fault(part.position, sentence, kind=words_for(kind))
    return Kind.BOOLEAN


def _comparison(node: Comparison, kinds: list[Kind]) -> Kind:
    left, right = kinds
    _refuse_unlike(node.position, left, right)
    if node.sign not in ("=", "!=") and left not in ORDERED:
        raise fault(
            node.position,
            _("Of {kind} ask with = or !=; only what has an order is larger or smaller."),
            kind=words_for(left),
        )
    return Kind.BOOLEAN


def _membership(node: Membership, kinds: list[Kind]) -> Kind:
    for part, kind in zip(node.parts[1:], kinds[1:], strict=True):
        _refuse_unlike(part.position, kinds[0], kind)
    return Kind.BOOLEAN


def _refuse_unlike(position: int, left: Kind, right: Kind) -> None:
    if Kind.NOTHING in (left, right):
        raise fault(position, _("Write is_empty(x) instead of comparing with null."))
    if comparable(left, right):
        return
    if {left, right} == {Kind.NUMBER, Kind.MONEY}:
        raise fault(
            position,
            _("Compare an amount of money with one such as {example}."),
            example="money(1000, 'EUR')",
        )
    sentence = _("This compares {left} with {right}; compare what is of one kind.")
    raise fault(position, sentence, left=words_for(left), right=words_for(right))
