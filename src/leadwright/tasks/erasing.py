"""The personal data of tasks: what was to be done with a person stays as times and states alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from leadwright.fields.erasing import (
    OWN_TEXT,
    answered_to,
    as_text,
    impersonal_keys,
    without_marks,
    without_personal,
)
from leadwright.fields.subjects import Subject
from leadwright.foundation.mentioning import holders, likely, mentions, speaking
from leadwright.foundation.personal import BLANK, Mention, Person, Place, masked
from leadwright.history.facts import Party
from leadwright.leads.erasing import joined
from leadwright.tasks.models import Comment, Task

TEXTS = ("subject", "instructions", "deliverable", "results", "close_reason")
SEARCHED = (*TEXTS, OWN_TEXT)


def places() -> list[Place]:
    """Return the places of personal data in this room."""
    return [
        Place(
            code="tasks",
            columns=frozenset(f"tasks_task.{name}" for name in (*TEXTS, "own_fields"))
            | {"tasks_taskfacet.value"},
            count=lambda person: own(person).count() + shared(person).count(),
            show=_show,
            erase=_erase,
            hold=hold,
            mentions=lambda person: _mentions(_likely(person), TEXTS, person, "lead"),
        ),
        Place(
            code="task_comments",
            columns=frozenset({"tasks_comment.text"}),
            count=lambda person: _own_comments(person).count() + _shared_comments(person).count(),
            show=_show_comments,
            erase=_erase_comments,
            mentions=lambda person: _mentions(_likely_comments(person), ["text"], person, "task__lead"),
        ),
    ]


def own(person: Person) -> Any:
    """Return the tasks on leads of the person."""
    return Task.objects.filter(lead__contact__in=person.contacts)


def shared(person: Person) -> Any:
    """Return the other tasks that name the person: their texts are masked."""
    return holders(_likely(person), SEARCHED, person)


def subjects_of_person(person: Person) -> Mapping[str, set[int]]:
    """Return the tasks of which history tells the person alone, and whose files go with him."""
    return {"task": set(own(person).values_list("pk", flat=True))}


def subjects_joined_by(person: Person) -> Mapping[str, Any]:
    """Return the tasks on leads in which the person takes part."""
    return {"task": Task.objects.filter(lead__in=joined(person).values("pk")).values("pk")}


def _others(person: Person) -> Any:
    rows = Task.objects.alias(own_text=as_text()).filter(organisation=person.organisation)
    return rows.exclude(lead__contact__in=person.contacts)


def _likely(person: Person) -> Any:
    return likely(_others(person), SEARCHED, person)


def _own_comments(person: Person) -> Any:
    return Comment.objects.filter(task__lead__contact__in=person.contacts).exclude(text="")


def _other_comments(person: Person) -> Any:
    rows = Comment.objects.filter(task__organisation=person.organisation)
    return rows.exclude(task__lead__contact__in=person.contacts)


def _likely_comments(person: Person) -> Any:
    return likely(_other_comments(person), ["text"], person)


def _shared_comments(person: Person) -> Any:
    return holders(_likely_comments(person), ["text"], person)


def _mentions(rows: Any, columns: Iterable[str], person: Person, lead: str) -> list[Mention]:
    """Return the texts on leads of others that name the person."""
    of_leads = rows if rows.query.is_empty() else rows.filter(**{f"{lead}__contact__isnull": False})
    return mentions(of_leads, columns, person, of=f"{lead}__contact", lead=lead)


def hold(person: Person) -> None:
    """Lock what an erasure changes, after the leads that it belongs to."""
    rows = Q(pk__in=own(person).values("pk")) | Q(pk__in=shared(person).values("pk"))
    list(Task.objects.filter(rows).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _show(person: Person) -> list[Mapping[str, Any]]:
    rows = own(person)
    if person.organisation is not None:
        rows = rows.filter(organisation=person.organisation)
    return [
        {
            "state": row.state,
            "due_at": row.due_at.isoformat(),
            "lead": row.lead_id,
            **{name: getattr(row, name) for name in TEXTS},
            "fields": answered_to(row.own_fields, Subject.TASK, row.organisation_id),
        }
        for row in rows.order_by("pk")
    ]


def _show_comments(person: Person) -> list[Mapping[str, Any]]:
    rows = _own_comments(person)
    if person.organisation is not None:
        rows = rows.filter(task__organisation=person.organisation)
    columns = rows.order_by("pk").values_list("at", "task__lead", "text")
    return [{"at": at.isoformat(), "lead": lead, "text": text} for at, lead, text in columns]


def _erase(person: Person, *, by: Party, at: datetime) -> int:
    """Empty what was to be done with the person, and mask the person in what others have a part in."""
    del by, at
    for name, lead in person.also_in("tasks_task"):
        rows = speaking(_others(person).filter(lead=lead), [name], person)
        _put(Task, [(pk, {name: ""}) for pk in rows.values_list("pk", flat=True)])
    about = list(own(person).values_list("pk", "own_fields"))
    marks, others, impersonal = person.marks(), list(shared(person)), impersonal_keys(Subject.TASK)
    empty = dict.fromkeys(TEXTS, "") | {"subject": BLANK}
    _put(Task, [(pk, empty | {"own_fields": without_personal(kept, impersonal)}) for pk, kept in about])
    _put(Task, [(row.pk, _masked(row, marks)) for row in others])
    return len(about) + len(others)


def _masked(row: Task, marks: frozenset[str]) -> dict[str, Any]:
    """Return what is left of a task that names a person."""
    texts: dict[str, Any] = {name: masked(getattr(row, name), marks) for name in TEXTS}
    return texts | {"own_fields": without_marks(row.own_fields, marks)}


def _erase_comments(person: Person, *, by: Party, at: datetime) -> int:
    """Empty the comments on tasks of the person's leads, and mask the person in others."""
    del by, at
    for _name, lead in person.also_in("tasks_comment"):
        rows = speaking(_other_comments(person).filter(task__lead=lead), ["text"], person)
        _put(Comment, [(pk, {"text": ""}) for pk in rows.values_list("pk", flat=True)])
    about = list(_own_comments(person).values_list("pk", flat=True))
    marks, others = person.marks(), list(_shared_comments(person))
    _put(Comment, [(pk, {"text": ""}) for pk in about])
    _put(Comment, [(row.pk, {"text": masked(row.text, marks)}) for row in others])
    return len(about) + len(others)


def _put(model: type[Task] | type[Comment], texts: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Store what is left of texts, of ended tasks too: only erasing a person may change these."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('leadwright.erasing', 'on', true)")
        for pk, values in texts:
            model._default_manager.filter(pk=pk).update(**values)
        cursor.execute("SELECT set_config('leadwright.erasing', '', true)")
