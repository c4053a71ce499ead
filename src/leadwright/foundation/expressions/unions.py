"""The kind that several values share, where one of them is taken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leadwright.foundation.expressions.errors import fault
from leadwright.foundation.expressions.kinds import WORDED, Kind
from leadwright.foundation.expressions.nodes import Node


def shared_kind(parts: Sequence[Node], kinds: Sequence[Kind]) -> Kind:
    """Return the kind of whichever is taken: null fits any, a choice is a text; else they must be alike."""
    result = Kind.NOTHING
    for part, kind in zip(parts, kinds, strict=True):
        if result in (Kind.NOTHING, kind):
            result = kind
        elif {result, kind} <= WORDED:
            result = Kind.TEXT
        elif kind is not Kind.NOTHING:
            sentence = _("This is {kind} where {other} went before; both must be of one kind.")
            raise fault(part.position, sentence, kind=words_for(kind), other=words_for(result))
    return result


def words_for(kind: Kind) -> str:
    """Return what people call a kind."""
    return {
        Kind.TEXT: _("a text"),
        Kind.NUMBER: _("a number"),
        Kind.MONEY: _("an amount of money"),
        Kind.DATE: _("a day"),
        Kind.MOMENT: _("a moment"),
        Kind.BOOLEAN: _("a yes or no"),
        Kind.CHOICE: _("a choice"),
        Kind.NOTHING: _("null"),
    }[kind]
