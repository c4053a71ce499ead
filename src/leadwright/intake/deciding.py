"""What the text of a cell means for a field, by conditions, words and what stands in for them; pure."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from leadwright.intake.mapping import FieldSource
from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import Unreadable, quoted

CODES = ("status", "qualification", "source", "deal_segment", "lost_reason")


class Meant(NamedTuple):
    """The text that a field is read from, what was assumed for it, and whether the word itself is to be kept.

    What a condition decided may name columns in braces.
    """

    text: str = ""
    assumed: tuple[Assumption, ...] = ()
    is_kept: bool = False
    is_decided: bool = False


# From the text of a cell, and what the conditions of the field ask for; None where a file beside is not there.
Meaning = Callable[[str, Iterable[str | None]], Meant]


def says_itself(source: FieldSource) -> bool:
    """Tell whether each cell of a field means what it says, and an empty one nothing."""
    return not (source.when or source.values or source.otherwise or source.when_empty)


def meaning(source: FieldSource) -> Meaning:
    """Return what cells mean for a field; a word that nobody knows raises Unreadable where only codes can stand."""
    words = {word.casefold(): value for word, value in source.values.items()}

    def meant(text: str, asked: Iterable[str | None]) -> Meant:
        if (decided := _decided(source, asked)) is not None:
            return Meant(text=decided, is_decided=True)
        if not text:
            return _empty(source)
        if (match := words.get(text.casefold())) is not None:
            return Meant(text=match)
        if source.otherwise:
            assumed = assume("otherwise", text=quoted(text), value=source.otherwise)
            return Meant(text=source.otherwise, assumed=(assumed,), is_kept=True)
        if words and source.name in CODES:
            raise Unreadable(_("the mapping does not know “{text}”").format(text=text[:40]))
        return Meant(text=text)

    return meant


def _decided(source: FieldSource, asked: Iterable[str | None]) -> str | None:
    for condition, text in zip(source.when, asked, strict=False):
        if text is None:
            continue
        value = condition.value if condition.holds(text) else condition.otherwise
        if value is not None:
            return value
    return None


def _empty(source: FieldSource) -> Meant:
    if not source.when_empty:
        return Meant()
    return Meant(text=source.when_empty, assumed=(assume("empty", value=source.when_empty),))
