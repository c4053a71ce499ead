"""What an expression consists of: a tree whose chains (`a + b + c`) are one node, so that it stays shallow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from leadwright.foundation.money import Money

PlainValue = str | Decimal | bool | date | Money | None


@dataclass(frozen=True, kw_only=True)
class Node:
    """A part of an expression, which begins at a sign (from 1)."""

    position: int
    parts: tuple["Node", ...] = ()

    @property
    def depth(self) -> int:
        """How many nodes stand below one another, this one included."""
        return 1 + max((part.depth for part in self.parts), default=0)

    @property
    def size(self) -> int:
        """How many values, signs and functions it has."""
        return 1 + sum(part.size for part in self.parts)

    def walk(self) -> Iterator["Node"]:
        """Return this node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, kw_only=True)
class Constant(Node):
    """A value that stands in the text itself."""

    value: PlainValue


@dataclass(frozen=True, kw_only=True)
class Field(Node):
    """A field, by its name."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Chain(Node):
    """Sums or products from left to right: `signs` stand between the parts."""

    signs: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many values, signs and functions it has: each sign counts."""
        return len(self.signs) + sum(part.size for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class Minus(Node):
    """The negative of its only part."""


@dataclass(frozen=True, kw_only=True)
class Logic(Node):
    """Conditions joined by `and`, or by `or`."""

    word: Literal["and", "or"]


@dataclass(frozen=True, kw_only=True)
class Not(Node):
    """The opposite of its only part."""


@dataclass(frozen=True, kw_only=True)
class Comparison(Node):
    """Two parts and the sign between them."""

    sign: str


@dataclass(frozen=True, kw_only=True)
class Membership(Node):
    """Whether the first part is among the others, or among none of them."""

    negated: bool


@dataclass(frozen=True, kw_only=True)
class Call(Node):
    """A function with its arguments."""

    name: str
