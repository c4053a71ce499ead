"""Reads tokens into a tree: `or` binds loosest, then `and`, `not`, comparisons, sums, products, the minus sign."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from leadwright.foundation.expressions.errors import ExpressionError, fault
from leadwright.foundation.expressions.functions import FUNCTIONS
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
from leadwright.foundation.expressions.tokens import Token, tokens_of
from leadwright.foundation.expressions.written import WRITTEN

MOST_NODES = 200
DEEPEST = 20
COMPARING = frozenset(["=", "!=", "<", "<=", ">", ">="])
CONSTANTS = {"true": True, "false": False, "null": None}


def tree_of(text: str) -> Node:
    """Read a text; what it says wrongly, at too great a length or too deep is an ExpressionError."""
    parser = _Parser(list(tokens_of(text)))
    node = parser.expression()
    parser.end()
    if node.size > MOST_NODES:
        raise fault(
            1, _("This is too long: use at most {most} values, signs and functions."), most=MOST_NODES
        )
    if node.depth > DEEPEST:
        raise _too_deep(node.position)
    return node


def _too_deep(position: int) -> ExpressionError:
    return fault(position, _("This is nested too deep: at most {most} levels."), most=DEEPEST)


class _Parser:
    """Goes through the tokens once; brackets, `not` and the minus sign are counted, so it never recurses deep."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.level = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def takes(self, kind: str, *texts: str) -> Token | None:
        """Take the next token if it is of this kind and has one of these texts."""
        token = self.next
        if token.kind != kind or (texts and token.text not in texts):
            return None
        self.at += 1
        return token

    def needs(self, sign: str) -> Token:
        token = self.takes("sign", sign)
        if token is None:
            raise fault(self.next.position, _("Write “{sign}” here."), sign=sign)
        return token

    def end(self) -> None:
        token = self.next
        if token.kind == "end":
            return
        if token.text in COMPARING:
            raise fault(token.position, _("Join comparisons with and: a < b and b < c."))
        raise fault(token.position, _("Write a sign such as + or = between two values, or leave this out."))

    @contextmanager
    def nested(self, position: int) -> Iterator[None]:
        self.level += 1
        if self.level > DEEPEST:
            raise _too_deep(position)
        yield
        self.level -= 1

    def expression(self) -> Node:
        return self.logic("or", lambda: self.logic("and", self.negation))

    def logic(self, word: Literal["and", "or"], part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self.takes("word", word):
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        return Logic(position=parts[0].position, parts=tuple(parts), word=word)

    def negation(self) -> Node:
        token = self.takes("word", "not")
        if token is None:
            return self.comparison()
        with self.nested(token.position):
            return Not(position=token.position, parts=(self.negation(),))

    def comparison(self) -> Node:
        left = self.sum()
        sign = self.takes("sign", *COMPARING)
        if sign:
            return Comparison(position=sign.position, parts=(left, self.sum()), sign=sign.text)
        negated = self.takes("word", "not")
        among = self.takes("word", "in")
        if among:
            choices = self.bracketed(among.position)
            return Membership(position=among.position, parts=(left, *choices), negated=bool(negated))
        if negated:
            raise fault(self.next.position, _("Write “{sign}” here."), sign="in")
        return left

    def sum(self) -> Node:
        return self.chain(self.product, "+", "-")

    def product(self) -> Node:
        return self.chain(self.negative, "*", "/")

    def chain(self, part: Callable[[], Node], *signs: str) -> Node:
        parts, between = [part()], []
        while sign := self.takes("sign", *signs):
            between.append(sign.text)
            parts.append(part())
        if not between:
            return parts[0]
        return Chain(position=parts[0].position, parts=tuple(parts), signs=tuple(between))

    def negative(self) -> Node:
        token = self.takes("sign", "-")
        if token is None:
            return self.primary()
        with self.nested(token.position):
            return Minus(position=token.position, parts=(self.negative(),))

    def primary(self) -> Node:
        token = self.next
        if self.takes("number"):
            return Constant(position=token.position, value=Decimal(token.text))
        if self.takes("text"):
            return Constant(position=token.position, value=token.text)
        if self.takes("word", *CONSTANTS):
            return Constant(position=token.position, value=CONSTANTS[token.text])
        if self.takes("name"):
            if self.next.text == "(" and self.next.kind == "sign":
                return self.call(token)
            return Field(position=token.position, name=token.text)
        if self.takes("sign", "("):
            with self.nested(token.position):
                node = self.expression()
                self.needs(")")
            return node
        raise fault(token.position, _("Write a field, a number, a 'text' or a function here."))

    def call(self, name: Token) -> Node:
        if name.text not in FUNCTIONS and name.text not in WRITTEN:
            sentence = _("There is no function “{name}”; there are {names}.")
            raise fault(name.position, sentence, name=name.text, names=_names())
        arguments = self.bracketed(name.position)
        if name.text in WRITTEN:
            value = WRITTEN[name.text](name.position, arguments)
            return Constant(position=name.position, value=value)
        FUNCTIONS[name.text].refuse_number(name.position, name.text, len(arguments))
        return Call(position=name.position, parts=arguments, name=name.text)

    def bracketed(self, position: int) -> tuple[Node, ...]:
        self.needs("(")
        with self.nested(position):
            parts = [self.expression()]
            while self.takes("sign", ","):
                parts.append(self.expression())
            self.needs(")")
        return tuple(parts)


def _names() -> str:
    return ", ".join(sorted([*FUNCTIONS, *WRITTEN]))
