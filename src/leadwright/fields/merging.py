"""What is left on a row when somebody gives values: merged by key, the rest stays as it was."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit, canonical
from leadwright.fields.subjects import WITH_CHOICES
from leadwright.foundation.refusals import FieldError, field_error

Values = Mapping[str, Any]
FIELDS = "fields"


def place_of(key: str) -> str:
    """Return how a refusal names a field."""
    return f"{FIELDS}.{key}"


def merged(
    fields: Iterable[OwnField], stored: Values, given: Any, faults: list[FieldError], around: Around
) -> dict[str, Any]:
    """Return the values of a row with those that were given, by key; an empty one takes a value away.

    `fields` are those that the giver knows: any other key is refused as unknown, never ignored.
    """
    if given is None:
        return dict(stored)
    if not isinstance(given, Mapping):
        faults.append(
            field_error(FIELDS, "FIELD_INVALID", reason=_("it must be an object with keys of fields"))
        )
        return dict(stored)
    known = {field.key: field for field in fields}
    values = dict(stored)
    for key, value in given.items():
        if key not in known:
            faults.append(field_error(place_of(key), "FIELD_UNKNOWN", name=key[:60]))
            continue
        _merge(values, known[key], value, faults, around)
    return values


def _merge(
    values: dict[str, Any], field: OwnField, given: Any, faults: list[FieldError], around: Around
) -> None:
    name, old = str(field.pk), values.get(str(field.pk))
    try:
        new = canonical(field, given, around)
    except Unfit as no:
        faults.append(_fault(field, "FIELD_INVALID", reason=str(no)))
        return
    if new == old:
        return
    if field.is_retired or field.is_computed:
        faults.append(_fault(field, "FIELD_READ_ONLY"))
    elif (retired := retired_choice(field, new, old)) is not None:
        reason = _("“{name}” can be chosen no longer").format(name=retired)
        faults.append(_fault(field, "FIELD_INVALID", reason=reason))
    elif new is None:
        values.pop(name, None)
    else:
        values[name] = new


def _fault(field: OwnField, code: str, **facts: Any) -> FieldError:
    """Name a field by its key, and in the sentence as people know it."""
    return field_error(place_of(field.key), code, called=field.label, **facts)


def retired_choice(field: OwnField, new: Any, old: Any) -> str | None:
    """Return the label of a retired choice that is newly chosen; what was chosen before stays."""
    if field.kind not in WITH_CHOICES or new is None:
        return None
    before = set(old if isinstance(old, list) else [old])
    chosen = set(new if isinstance(new, list) else [new]) - before
    return next((row.label for row in field.choices if row.is_retired and row.pk in chosen), None)


def with_defaults(fields: Iterable[OwnField], values: Values, given: Any) -> dict[str, Any]:
    """Return the values of a new row: a field that was not named gets its default."""
    named = given.keys() if isinstance(given, Mapping) else ()
    usual = {
        str(field.pk): field.default
        for field in fields
        if field.default is not None and field.key not in named and not field.is_retired
    }
    return usual | dict(values)


def is_asked(field: OwnField, values: Values) -> bool:
    """Tell whether a field is asked for at all: one that depends on another only if that has the value."""
    if not field.condition:
        return True
    value = values.get(str(field.condition["field"]))
    wanted = field.condition.get("is")
    if wanted is None:
        return value is not None
    return any(item in wanted for item in (value if isinstance(value, list) else [value]))


def lacking(
    fields: Iterable[OwnField], values: Values, *places: str, also: Collection[int] = ()
) -> list[FieldError]:
    """Name the fields that are required from one of some places on, a status or `one>other`, and have no value.

    `also` are the ids of fields that are required whatever they say themselves.
    """
    return [_fault(field, "FIELD_REQUIRED") for field in unfilled(fields, values, *places, also=also)]


def unfilled(
    fields: Iterable[OwnField], values: Values, *places: str, also: Collection[int] = ()
) -> list[OwnField]:
    """Return the fields that `lacking` names."""
    return [
        field
        for field in fields
        if not (field.is_retired or field.is_computed)
        and (field.pk in also or set(places) & set(field.required_from))
        and values.get(str(field.pk)) is None
        and is_asked(field, values)
    ]


def differences(fields: Iterable[OwnField], before: Values, after: Values) -> list[OwnField]:
    """Return the fields whose values differ."""
    return [field for field in fields if before.get(str(field.pk)) != after.get(str(field.pk))]
