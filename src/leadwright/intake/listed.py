"""Codes of lists, and the words of a file that mean them: by code, by label in any language, by a known word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from leadwright.foundation.labels import Listed
from leadwright.intake.mapping import USUAL_TYPE
from leadwright.intake.vocabulary import meant_by, plain_word
from leadwright.leads.models import Category, DealSegment, LeadType, OutcomeReason, Source
from leadwright.leads.references import offered_types
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.states import Qualification, State
from leadwright.people.models import Unit

MOST_VALUES = 100
# The fields that are one of a list which people fill themselves.
LISTS: Mapping[str, type[Listed]] = {
    "source": Source,
    "category": Category,
    "lost_reason": OutcomeReason,
    "deal_segment": DealSegment,
}
# All fields whose words are matched to codes.
LISTED = ("status", "qualification", *LISTS)


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The codes that a lead can have here, by the words that stand for them, and the statuses that stand for states."""

    lead_type: str = ""
    by_word: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    initial: str = ""

    def meant(self, name: str, word: str) -> tuple[str, str]:
        """Return the code that a word means in a list and how it was known; two empty texts where nobody knows."""
        plain = plain_word(word)
        if code := self.by_word.get(name, {}).get(plain):
            return code, "label"
        known = meant_by(name, word) or ""
        code = self.statuses.get(known, "") if name == "status" else known
        is_there = name == "status" or code in self.by_word.get(name, {}).values()
        return (code, "word") if code and is_there else ("", "")


@dataclass(frozen=True, kw_only=True)
class ListedValue:
    """A word of a list column: on how many rows it stands, the code that it means, and how that was known."""

    text: str
    rows: int
    code: str = ""
    how: str = ""


def codes_for(unit: Unit) -> Codes:
    """Return the codes that leads of a unit can have, of the type that they usually are."""
    kind = usual_type(offered_types(unit))
    lists = {name: codes_by_word(model._default_manager.all()) for name, model in LISTS.items()}
    lists["qualification"] = {plain_word(code): code for code in Qualification.values}
    if kind is None:
        return Codes(by_word=lists)
    book = Rulebook(kind)
    lists["status"] = codes_by_word(row.status for row in book.rows)
    return Codes(
        lead_type=kind.code,
        by_word=lists,
        statuses=statuses_of(kind),
        initial=book.initial().code,
    )


def usual_type(offered: Sequence[LeadType], *, code: str = "") -> LeadType | None:
    """Return the type of leads that a mapping names; without a name the usual one, else the first."""
    kind = next((row for row in offered if row.code == (code or USUAL_TYPE)), None)
    return kind or (None if code else next(iter(offered), None))


def statuses_of(kind: LeadType) -> dict[str, str]:
    """Return the code of the default status for each state that a type has statuses of."""
    rows = Rulebook(kind).rows
    made: dict[str, str] = {}
    for state in State:
        of_state = [row for row in rows if row.status.state == state]
        chosen = next((row for row in of_state if row.is_default), None) or next(iter(of_state), None)
        if chosen is not None:
            made[state.value] = chosen.status.code
    return made


def values_in(texts: Sequence[str], name: str, codes: Codes) -> tuple[ListedValue, ...]:
    """Return each word of a list column, the most frequent first, with what it means."""
    made = []
    for text, rows in Counter(texts).most_common(MOST_VALUES):
        code, how = codes.meant(name, text)
        made.append(ListedValue(text=text, rows=rows, code=code, how=how))
    return tuple(made)


def codes_by_word(rows: Iterable[Listed]) -> dict[str, str]:
    """Return the codes of a list by the words for them: the labels in each language, and the codes above all."""
    some = list(rows)
    labels = {plain_word(label): row.code for row in some for label in row.labels.values() if label}
    return labels | {plain_word(row.code): row.code for row in some}
