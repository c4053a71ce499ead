"""Refusals: a rule that says no, with a stable code and a sentence that names the remedy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from leadwright.foundation.naming import field_in_words
from leadwright.foundation.sentences import REFUSALS

MOST_ERRORS = 20
LONGEST_NAME = 100
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One field that was refused: its dotted name, a stable code and a sentence."""

    field: str
    code: str
    detail: str


class Refused(Exception):
    """An action said no; nothing was stored. Of very many faults it names twenty, and how many it leaves out."""

    def __init__(
        self, code: str, *, field: str | None = None, errors: Iterable[FieldError] = (), **facts: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts if field is None else {"field": field, **facts}
        faults = tuple(errors)
        self.errors = faults[:MOST_ERRORS] or self._own_error(field)
        self.left_out = max(len(faults) - MOST_ERRORS, 0)

    def _own_error(self, field: str | None) -> tuple[FieldError, ...]:
        if field is None:
            return ()
        return (FieldError(field=field, code=self.code, detail=sentence_of(self.code, self.facts)),)

    @property
    def status(self) -> int:
        """The HTTP status that every face answers with."""
        return status_of(self.code)

    @property
    def sentence(self) -> str:
        """What to tell people, in the active language: the sentence of each field, else that of the code."""
        if self.errors and not self.facts:
            return " ".join(dict.fromkeys(error.detail for error in self.errors))
        return sentence_of(self.code, self.facts)


class NotFound(Refused):
    """The object does not exist for this person: foreign and absent look the same."""

    def __init__(self) -> None:
        super().__init__("NOT_FOUND")


class BadParameter(Refused):
    """The address, not the body, is wrong: 400 whatever the code."""

    @property
    def status(self) -> int:
        """Bad request."""
        return 400


def refuse(code: str, *, field: str | None = None, **facts: Any) -> NoReturn:
    """Say no with a code; `field` names the input that has to change."""
    raise Refused(code, field=field, **facts)


def refuse_fields(errors: Iterable[FieldError]) -> None:
    """Say no once for all the fields that are wrong, if any is."""
    result = tuple(errors)
    if result:
        raise Refused(result[0].code, errors=result)


def field_error(field: str, code: str, **facts: Any) -> FieldError:
    """Name a field and what is wrong with it, in the active language; of an endless name its beginning."""
    field = field[:LONGEST_NAME]
    return FieldError(field=field, code=code, detail=sentence_of(code, {"field": field, **facts}))


def status_of(code: str) -> int:
    """Return the HTTP status of a refusal code; what a linter finds wrong is 422, as a field that is wrong."""
    refusal = REFUSALS.get(code)
    return refusal.status if refusal else 422


def sentence_of(code: str, facts: dict[str, Any]) -> str:
    """Return the sentence for a code, or the nearer one that the fact `because` names.

    A field whose name somebody chose is `called` so.
    """
    sentence = str(REFUSALS[str(facts.get("because", code))].sentence)
    words = {name: str(value) for name, value in facts.items() if value is not None}
    if "field" in words:
        called = f"“{words['called']}”" if "called" in words else field_in_words(words["field"])
        words = {"name": words["field"], **words, "field": called}
    return _PLACE.sub(lambda place: words.get(place[1], place[0]), sentence)
