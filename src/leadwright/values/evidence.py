"""What a column of texts says of how it is written, or that it has to be asked."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from leadwright.values.context import Context, Unreadable
from leadwright.values.numbers import Parts, by_mark, marks_of, parts_of, says_percent
from leadwright.values.texts import plain_digits

_DAY = re.compile(r"\s*([0-9]{1,2})[-/.]\s?([0-9]{1,2})[-/.]\s?([0-9]{4}|[0-9]{2})(?![0-9])")


class Kind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"


class Question(StrEnum):
    """What has to be asked where the cells do not say it."""

    DECIMAL = "decimal"
    DAY_FIRST = "day first"
    SHARE = "share"

    @property
    def words(self) -> str:
        """What the cells of a column leave open."""
        return str(WORDS[self])


WORDS = {
    Question.DECIMAL: _("its cells do not say which mark stands before the decimals"),
    Question.DAY_FIRST: _("its cells do not say whether the day or the month stands first"),
    Question.SHARE: _("its cells do not say whether 1 is all of it or one percent"),
}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What cells say that can be read in one manner alone, and what has to be asked for the others."""

    decimal: str = ""
    is_day_first: bool | None = None
    is_share: bool | None = None
    questions: frozenset[Question] = frozenset()

    def added_to(self, context: Context) -> Context:
        """Return a context with what the cells say, where nobody has said it before."""
        return replace(
            context,
            decimal=context.decimal or self.decimal,
            is_day_first=self.is_day_first if context.is_day_first is None else context.is_day_first,
            is_share=self.is_share if context.is_share is None else context.is_share,
        )


def evidence(kind: Kind, texts: Iterable[str]) -> Evidence:
    """Return what a column says of itself; cells that contradict each other say nothing, and it has to be asked."""
    return _WITNESSES[kind](texts)


def _numbers(texts: Iterable[str]) -> Evidence:
    cores = [parts.core for text in texts if (parts := _tried(text)) is not None]
    return _decimal(cores)


def _decimal(cores: Iterable[str]) -> Evidence:
    marks = [possible for core in cores if (possible := marks_of(core))]
    said = {next(iter(possible)) for possible in marks if len(possible) == 1}
    is_asked = any(len(possible) == 2 for possible in marks) and len(said) != 1
    return Evidence(
        decimal=said.pop() if len(said) == 1 else "",
        questions=frozenset({Question.DECIMAL} if is_asked else ()),
    )


def _tried(text: str) -> Parts | None:
    try:
        return parts_of(text)
    except Unreadable:
        return None


def _dates(texts: Iterable[str]) -> Evidence:
    pairs = [(int(match[1]), int(match[2])) for text in texts if (match := _DAY.match(_plain(text)))]
    said = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    is_asked = len(said) != 1 and any(first != second and max(first, second) <= 12 for first, second in pairs)
    return Evidence(
        is_day_first=said.pop() if len(said) == 1 else None,
        questions=frozenset({Question.DAY_FIRST} if is_asked else ()),
    )


def _plain(text: str) -> str:
    try:
        return plain_digits(text)[0]
    except Unreadable:
        return ""


def _percentages(texts: Iterable[str]) -> Evidence:
    """Parts of 1 are what a column holds that has some below 1, and nothing above it, and no sign of percent."""
    rows = [parts for text in texts if (parts := _tried(text)) is not None]
    written = _decimal(parts.core for parts in rows)
    bare = [
        number
        for parts in rows
        if not parts.before + parts.after and (number := _number(parts.core, written))
    ]
    has_percent = any(says_percent(parts) for parts in rows) or any(row > 1 for row in bare)
    has_parts = any(0 < row < 1 for row in bare)
    is_share = None if has_parts == has_percent else has_parts
    is_asked = is_share is None and any(0 < row <= 1 for row in bare)
    more = {Question.SHARE} if is_asked else set()
    return replace(written, is_share=is_share, questions=written.questions | more)


def _number(core: str, written: Evidence) -> Decimal | None:
    mark = written.decimal or next(iter(marks_of(core)), ".")
    return by_mark(core, mark)


_WITNESSES: Mapping[Kind, Callable[[Iterable[str]], Evidence]] = {
    Kind.NUMBER: _numbers,
    Kind.MONEY: _numbers,
    Kind.PERCENTAGE: _percentages,
    Kind.DATE: _dates,
}
