"""Refusals: a rule that says no, with a stable code and a sentence that names the remedy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from leadwright.foundation.naming import field_in_words
from leadwright.foundation.sentences import SENTENCES

FORBIDDEN = {"PERMISSION_DENIED", "PROFILE_TOO_HIGH", "NOT_UNIT_MEMBER", "TERMS_NOT_ACCEPTED"}
CONFLICTS = {
    "NO_ACTIVE_DEFINITION",
    "STATE_NOT_ALLOWED",
    "TRANSITION_NOT_ALLOWED",
    "ACTIVITIES_OPEN",
    "ACCEPTANCE_PENDING",
    "ALREADY_ACCEPTED",
    "ACTIVITY_CLOSED",
    "VERSION_STALE",
    "LAST_CONTACT",
    "LAST_ADMIN",
    "PROFILE_IN_USE",
    "PROFILE_SHIPPED",
    "CONTACT_BLOCKED",
    "MERGER_DEPENDED_ON",
    "NOTHING_MERGED",
    "CONFIRM_NEW_REQUIRED",
    "IMPORT_RUNNING",
    "IN_USE",
    "DEFINITION_ACTIVE",
    "IMPORT_DONE",
    "RULE_INACTIVE",
    "NATIONAL_NUMBERS_OFF",
    "NUMBER_UNREADABLE",
}
SPECIAL = {
    "NOT_FOUND": 404,
    "FEATURE_OFF": 404,
    "MALFORMED": 400,
    "FILTER_UNKNOWN": 400,
    "CURSOR_INVALID": 400,
    "NOT_SIGNED_IN": 401,
    "VERSION_REQUIRED": 428,
    "LINK_USED_UP": 410,
    "TOO_LARGE": 413,
    "UNAVAILABLE": 503,
}

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One field that was refused: its dotted name, a stable code and a sentence."""

    field: str
    code: str
    detail: str


class Refused(Exception):
    """An action said no; nothing was stored."""

    def __init__(
        self, code: str, *, field: str | None = None, errors: Iterable[FieldError] = (), **facts: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts if field is None else {"field": field, **facts}
        self.errors = tuple(errors) or self._own_error(field)

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


def refuse(code: str, *, field: str | None = None, **facts: Any) -> NoReturn:
    """Say no with a code; `field` names the input that has to change."""
    raise Refused(code, field=field, **facts)


def refuse_fields(errors: Iterable[FieldError]) -> None:
    """Say no once for all the fields that are wrong, if any is."""
    found = tuple(errors)
    if found:
        raise Refused(found[0].code, errors=found)


def field_error(field: str, code: str, **facts: Any) -> FieldError:
    """Name a field and what is wrong with it, in the active language."""
    return FieldError(field=field, code=code, detail=sentence_of(code, {"field": field, **facts}))


def status_of(code: str) -> int:
    """Return the HTTP status of a refusal code; a field that is wrong is 422."""
    if code in FORBIDDEN:
        return 403
    if code in CONFLICTS:
        return 409
    return SPECIAL.get(code, 422)


def sentence_of(code: str, facts: dict[str, Any]) -> str:
    """Return the sentence for a code, or the nearer one that the fact `because` names."""
    sentence = str(SENTENCES.get(str(facts.get("because", code)), SENTENCES["REFUSED"]))
    words = {name: str(value) for name, value in facts.items() if value is not None}
    if "field" in words:
        words = {"name": words["field"], **words, "field": field_in_words(words["field"])}
    return _PLACE.sub(lambda place: words.get(place[1], place[0]), sentence)
