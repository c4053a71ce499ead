"""Own fields and the person: what an erasure takes from a row, and what a person is told of it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from leadwright.fields.answering import Known
from leadwright.fields.definitions import fields_of
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Sees, Subject
from leadwright.foundation.personal import masked

Values = Mapping[str, Any]
# Under this name rows are searched for a person in all their own fields at once.
OWN_TEXT = "own_text"


def as_text() -> Cast:
    """Return all own fields of a row as one text, to be searched for a person."""
    return Cast(F("own_fields"), TextField())


def impersonal_keys(subject: Subject) -> frozenset[str]:
    """Return what the values of fields that hold nothing personal are keyed by, whoever made them."""
    rows = OwnField.objects.filter(subject=subject, is_personal=False)
    return frozenset(map(str, rows.values_list("pk", flat=True)))


def without_personal(values: Values, impersonal: frozenset[str]) -> dict[str, Any]:
    """Return what is left of a person's own row: the values of fields that hold nothing personal."""
    return {key: value for key, value in values.items() if key in impersonal}


def without_marks(values: Values, marks: frozenset[str]) -> dict[str, Any]:
    """Return the values of a row about somebody else, without the addresses and numbers of a person."""
    return {key: masked(value, marks) if isinstance(value, str) else value for key, value in values.items()}


def answered_to(
    values: Values, subject: Subject, organisation_id: int | None, *, sides: Collection[str] = tuple(Sees)
) -> dict[str, Any]:
    """Return the values of a row by their keys, as far as the company that answers knows the fields on its sides."""
    known = fields_of(organisation_id, subject)
    fields = [field for field in known if field.sees == Sees.BOTH or field.sees in sides]
    answer = Known(fields, [values], frozenset()).answer(values)
    return {key: value for key, value in answer.items() if value is not None}
