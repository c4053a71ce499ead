"""The own fields of activities and tasks: who knows which, of the row itself and of what history says of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from leadwright.fields.definitions import Fields, fields_of, made_of_fields
from leadwright.fields.subjects import Kind, Sees, Subject
from leadwright.fields.tracing import is_own
from leadwright.history.lines import ReadableEntry
from leadwright.leads.telling import may_know, require_to_know
from leadwright.people.models import User

AMOUNT = "target_amount"


def fields_of_activities(user: User, *, at_home: bool = True) -> Fields:
    """Return the own fields of activities that a user knows: of his own company's all, of a shared one those for both.

    Amounts ask for a right of their own, as on leads.
    """
    return _known(user, Subject.ACTIVITY, at_home=at_home)


def fields_of_tasks(user: User) -> Fields:
    """Return the own fields of tasks that a user knows: no task leaves its company; amounts ask for their right."""
    return _known(user, Subject.TASK, at_home=True)


def _known(user: User, subject: Subject, *, at_home: bool) -> Fields:
    knows_amounts = may_know(user, AMOUNT)

    def known(rows: Fields) -> Fields:
        return tuple(
            field
            for field in rows
            if field.subject == subject
            and (at_home or (field.sees == Sees.BOTH and field.organisation_id is None))
            and (knows_amounts or field.kind != Kind.MONEY)
        )

    return made_of_fields(user.organisation_id, ("of work", subject, at_home, knows_amounts), known)


def require_to_know_amounts(user: User, subject: Subject, given: Any) -> None:
    """Refuse with PERMISSION_DENIED (403) to write an amount in an own field without the right to know amounts."""
    keys = given.keys() if isinstance(given, Mapping) else ()
    for field in fields_of(user.organisation_id, subject) if keys else ():
        if field.kind == Kind.MONEY and field.key in keys:
            require_to_know(user, AMOUNT, field=f"fields.{field.key}")


def with_known_fields(entry: ReadableEntry, *, by: User, at_home: bool) -> ReadableEntry:
    """Return an entry about an activity or a task, of the own company or not, without the own fields unknown to one."""
    if not any(map(is_own, entry.texts)):
        return entry
    fields = (*fields_of_activities(by, at_home=at_home), *(fields_of_tasks(by) if at_home else ()))
    known = {field.name for field in fields}
    texts = {
        key: text
        for key, text in entry.texts.items()
        if not is_own(key) or key.removesuffix("_from").removesuffix("_to") in known
    }
    return replace(entry, texts=texts)
