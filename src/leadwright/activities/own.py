"""The own fields of an activity: which its kind has, what is left when they are answered, and who knows them."""

from collections.abc import Collection, Mapping
from typing import Any

from leadwright.activities.cleaning import Around
from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.contacts.own import FIELDS, around, in_columns, in_sections
from leadwright.fields import tracing
from leadwright.fields.columns import Cell
from leadwright.fields.definitions import Fields, fields_of
from leadwright.fields.merging import lacking, merged, with_defaults
from leadwright.fields.showing import Section
from leadwright.fields.subjects import Subject
from leadwright.leads.models import ActivityKind
from leadwright.leads.work_fields import fields_of_activities, require_to_know_amounts
from leadwright.people.models import User

Values = Mapping[str, Any]
OWN = "own_fields"


def of_kind(fields: Fields, code: str, values: Values | None = None) -> Fields:
    """Return the fields that activities of a kind have, and those of which there is a value all the same."""
    held = values or {}
    return tuple(row for row in fields if row.is_of_kind(code) or held.get(str(row.pk)) is not None)


def own_fields_of(user: User, activity: Activity) -> Fields:
    """Return the own fields of an activity that a user knows."""
    at_home = activity.organisation_id == user.organisation_id
    known = fields_of_activities(user, at_home=at_home)
    return of_kind(known, activity.kind.code, activity.own_fields)


def begun(
    data: Mapping[str, Any], kind: ActivityKind | None, read: Around, *, is_done: bool
) -> dict[str, Any]:
    """Return the column of own fields of a new activity, with the defaults of those that were not answered.

    Without a kind, which is a fault by itself, nothing is known of its fields.
    """
    if kind is None:
        return {}
    given, fields = data.get(FIELDS), of_kind(fields_of_activities(read.by), kind.code)
    values = with_defaults(fields, _merged(fields, {}, given, read), given)
    _need(fields, values, read, is_done=is_done)
    return {OWN: values} if values else {}


def changed(
    data: Mapping[str, Any], activity: Activity, kind: ActivityKind | None, read: Around, *, is_done: bool
) -> dict[str, Any]:
    """Return the column of own fields after a change; another kind lets go of what it does not have."""
    code = (kind or activity.kind).code
    stored = _of_kind(activity, code) if code != activity.kind.code else activity.own_fields
    known = fields_of_activities(read.by)
    values = _merged(of_kind(known, code, stored), stored, data.get(FIELDS), read)
    _need(of_kind(known, code), values, read, is_done=is_done)
    return {OWN: values} if values != activity.own_fields else {}


def _of_kind(activity: Activity, code: str) -> dict[str, Any]:
    """Return the values of an activity without those that activities of another kind do not have."""
    others = {str(row.pk) for row in all_fields(activity) if not row.is_of_kind(code)}
    return {key: value for key, value in activity.own_fields.items() if key not in others}


def _merged(fields: Fields, stored: Values, given: Any, read: Around) -> dict[str, Any]:
    if given is None:
        return dict(stored)
    require_to_know_amounts(read.by, Subject.ACTIVITY, given)
    return merged(fields, stored, given, read.faults, around(read.by, read.currency))


def _need(fields: Fields, values: Values, read: Around, *, is_done: bool) -> None:
    """Note what has to be answered before an activity is done, unless it is faulty anyway."""
    if is_done:
        named = {fault.field for fault in read.faults}
        needed = lacking(fields, values, ActivityState.COMPLETED)
        read.faults += [fault for fault in needed if fault.field not in named]


def all_fields(activity: Activity) -> Fields:
    """Return all fields of activities of its company, retired ones too."""
    return fields_of(activity.organisation_id, Subject.ACTIVITY)


def texts_of(activity: Activity, before: Values) -> dict[str, str]:
    """Return what history keeps of a change of own fields."""
    return tracing.texts(all_fields(activity), before, activity.own_fields)


def answers_of(activity: Activity, before: Values | None = None) -> dict[str, str]:
    """Return what history keeps of all answers, and of what they were before."""
    return texts_of(activity, {}) | texts_of(activity, activity.own_fields if before is None else before)


def answers_in_words(rows: Collection[Activity], *, by: User) -> list[tuple[Cell, ...]]:
    """Return what each of some activities says in the own fields that a user knows; names are asked for once."""
    held = {key for row in rows for key in row.own_fields}
    fields = tuple(field for field in fields_of_activities(by) if str(field.pk) in held)
    return in_columns(fields, [(own_fields_of(by, row), row.own_fields) for row in rows], by=by)


def said(activity: Activity, *, by: User) -> tuple[Section, ...]:
    """Return the own fields of an activity that a user knows, by section, each in words."""
    return in_sections(own_fields_of(by, activity), activity.own_fields, by=by)
