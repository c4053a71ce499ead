"""What follows in the API when something has happened elsewhere."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.db.models import F, Func, IntegerField, Value

from leadwright.api.models import Repeatable
from leadwright.fields.facts import FieldPurged
from leadwright.fields.subjects import Subject

# By which part an answer about each subject is known, and which ones it has not: activities have a state and a kind
# too, tasks a state.
SIGNS: Mapping[Subject, tuple[str, frozenset[str]]] = {
    Subject.LEAD: ("state", frozenset(["approach", "deliverable"])),
    Subject.CONTACT: ("kind", frozenset(["approach"])),
    Subject.ACCOUNT: ("payment_days", frozenset()),
    Subject.ACTIVITY: ("approach", frozenset()),
    Subject.TASK: ("deliverable", frozenset()),
}


def forget_field_in_answers(fact: FieldPurged) -> None:
    """Take the values of a removed field out of the answers that are kept to be given again."""
    field = fact.definition
    signs, key = SIGNS[Subject(field.subject)], field.key
    rows = Repeatable.objects.annotate(place=_place_of(key)).filter(place__gt=0)
    if field.organisation_id is not None:
        rows = rows.filter(user__organisation=field.organisation_id)
    for row in rows.only("body").iterator(chunk_size=200):
        body = orjson.loads(bytes(row.body))
        held = [values for values in _values_in(body, *signs) if key in values]
        for values in held:
            del values[key]
        if held:
            row.body = orjson.dumps(body)
            row.save(update_fields=["body"])


def _place_of(key: str) -> Func:
    """Return where an answer names a key."""
    return Func(
        Value(orjson.dumps(key)),
        F("body"),
        template="position(%(expressions)s)",
        arg_joiner=" IN ",
        output_field=IntegerField(),
    )


def _values_in(part: Any, sign: str, absent: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Return the own fields of each row of a subject that an answer tells of."""
    if isinstance(part, Mapping):
        values = part.get("fields")
        if sign in part and absent.isdisjoint(part) and isinstance(values, dict):
            yield values
        for item in part.values():
            yield from _values_in(item, sign, absent)
    for item in part if isinstance(part, list) else ():
        yield from _values_in(item, sign, absent)
