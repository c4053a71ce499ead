"""The own fields of a task: which it asks for, what is left when they are answered, and who knows them."""

from collections.abc import Collection, Mapping
from typing import Any

from leadwright.contacts.own import FIELDS, around, in_sections
from leadwright.fields import tracing
from leadwright.fields.definitions import Fields, fields_of
from leadwright.fields.merging import lacking, merged, unfilled, with_defaults
from leadwright.fields.models import OwnField
from leadwright.fields.showing import Section
from leadwright.fields.subjects import Subject
from leadwright.leads.work_fields import fields_of_tasks, require_to_know_amounts
from leadwright.people.models import User
from leadwright.tasks.cleaning import Around
from leadwright.tasks.models import Task
from leadwright.tasks.states import TaskState

Values = Mapping[str, Any]
OWN = "own_fields"


def fields_for_steps() -> Fields:
    """Return the own fields that a step of a process can ask for: those of tasks for all companies, in force."""
    rows = fields_of(None, Subject.TASK)
    return tuple(row for row in rows if row.organisation_id is None and not row.is_retired)


def names_for_steps() -> dict[str, str]:
    """Return the names of the own fields that steps can ask for, by their keys."""
    return {row.key: row.label for row in fields_for_steps()}


def of_step(asked: Collection[str], needed: Collection[str]) -> dict[str, Any]:
    """Return the columns of a task whose step asks for fields by their keys, with their defaults.

    A field that was retired or removed since the process was published is asked for no more.
    """
    fields = [row for row in fields_for_steps() if row.key in {*asked, *needed}]
    values = {
        "asked_fields": [row.pk for row in fields],
        "needed_fields": [row.pk for row in fields if row.key in needed],
        OWN: with_defaults(fields, {}, None),
    }
    return {name: value for name, value in values.items() if value}


def fields_asked(user: User, task: Task) -> Fields:
    """Return the own fields that a user knows and a task asks for."""
    return tuple(row for row in fields_of_tasks(user) if task.has_field(row))


def own_fields_of(user: User, task: Task) -> Fields:
    """Return the own fields of a task that a user knows: those that it asks for, and those that have a value."""
    held = task.own_fields
    return tuple(
        row for row in fields_of_tasks(user) if task.has_field(row) or held.get(str(row.pk)) is not None
    )


def begun(data: Mapping[str, Any], read: Around) -> dict[str, Any]:
    """Return the column of own fields of a task that is made by hand, with the defaults of what was not answered."""
    given = data.get(FIELDS)
    fields = tuple(row for row in fields_of_tasks(read.by) if not row.is_of_steps)
    values = with_defaults(fields, _merged(fields, {}, given, read), given)
    return {OWN: values} if values else {}


def changed(data: Mapping[str, Any], task: Task, read: Around, *, is_done: bool) -> dict[str, Any]:
    """Return the column of own fields after a change; before a task is completed what is needed has to be answered."""
    values = _merged(own_fields_of(read.by, task), task.own_fields, data.get(FIELDS), read)
    if is_done:
        named = {fault.field for fault in read.faults}
        fields = fields_asked(read.by, task)
        needed = lacking(fields, values, TaskState.COMPLETED, also=task.needed_fields)
        read.faults += [fault for fault in needed if fault.field not in named]
    return {OWN: values} if values != task.own_fields else {}


def _merged(fields: Fields, stored: Values, given: Any, read: Around) -> dict[str, Any]:
    if given is None:
        return dict(stored)
    require_to_know_amounts(read.by, Subject.TASK, given)
    return merged(fields, stored, given, read.faults, around(read.by))


def is_needed(row: OwnField, task: Task) -> bool:
    """Tell whether a field has to be answered before a task is completed."""
    return row.pk in task.needed_fields or TaskState.COMPLETED in row.required_from


def unanswered(task: Task, *, by: User) -> list[OwnField]:
    """Return what somebody has still to answer before a task is completed."""
    fields = fields_asked(by, task)
    return unfilled(fields, task.own_fields, TaskState.COMPLETED, also=task.needed_fields)


def all_fields(task: Task) -> Fields:
    """Return all fields of tasks of its company, retired ones too."""
    return fields_of(task.organisation_id, Subject.TASK)


def texts_of(task: Task, before: Values) -> dict[str, str]:
    """Return what history keeps of a change of own fields."""
    return tracing.texts(all_fields(task), before, task.own_fields)


def answers_of(task: Task, before: Values | None = None) -> dict[str, str]:
    """Return what history keeps of all answers, and of what they were before."""
    return texts_of(task, {}) | texts_of(task, task.own_fields if before is None else before)


def said(task: Task, *, by: User, is_form: bool = False) -> tuple[Section, ...]:
    """Return the own fields of a task that a user knows, by section, each in words.

    Beside a form that asks for the others, only those that nobody fills in.
    """
    asked = {row.pk for row in fields_asked(by, task) if not (row.is_retired or row.is_computed)}
    fields = tuple(row for row in own_fields_of(by, task) if not (is_form and row.pk in asked))
    return in_sections(fields, task.own_fields, by=by)
