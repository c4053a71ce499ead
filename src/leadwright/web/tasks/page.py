"""A task as its page shows it, from rows that are fetched already."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.fields.showing import Section
from leadwright.foundation import local
from leadwright.foundation.keyset import page
from leadwright.people.models import User
from leadwright.tasks.models import Comment, Task
from leadwright.tasks.own import said
from leadwright.tasks.states import Address
from leadwright.tasks.telling import reason_in_words
from leadwright.web.parts.task_lines import TaskLine, task_line

COMMENTS = 50


@dataclass(frozen=True, kw_only=True)
class CommentLine:
    """What somebody remarked."""

    who: str
    at: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """All that the page of a task shows."""

    line: TaskLine
    facts: tuple[tuple[str, str], ...]
    instructions: str
    results: str
    own: tuple[Section, ...]
    is_open: bool
    is_free: bool
    saved: str
    comments: tuple[CommentLine, ...]
    comments_next: str
    comments_first: str


def task_page(row: Task, *, by: User, at: datetime, cursor: str, is_form: bool) -> TaskPage:
    """Return what the page of a task shows to somebody; `cursor` is where the comments go on.

    Beside a form that asks for own fields, only the others are shown.
    """
    comments, following = page(
        row.comments.select_related("by").order_by("-pk"), cursor=cursor, size=COMMENTS, order="comments"
    )
    here = reverse("task", args=[row.pk])
    is_saved = row.is_open and (row.results or row.own_fields) and row.updated_at > row.created_at
    return TaskPage(
        line=task_line(row, by=by, at=at),
        facts=tuple((str(name), str(value)) for name, value in _facts(row) if value),
        instructions=row.instructions,
        results=row.results,
        own=said(row, by=by, is_form=is_form),
        is_open=row.is_open,
        is_free=row.owner_id is None,
        saved=local.moment(row.updated_at) if is_saved else "",
        comments=tuple(_comment(comment) for comment in comments),
        comments_next=f"{here}?comments={following}#comments" if following else "",
        comments_first=f"{here}#comments" if cursor else "",
    )


def _facts(row: Task) -> list[tuple[str, str]]:
    who = row.owner.name if row.owner else _("nobody yet")
    return [
        (_("In charge"), who),
        (_("For the unit"), row.unit.name if row.addressed == Address.UNIT and row.unit else ""),
        (_("For the role"), row.role.name if row.role else ""),
        (_("Deliverable"), row.deliverable),
        (_("Begins"), local.moment(row.starts_at)),
        (_("Due"), local.moment(row.due_at)),
        (_("Importance"), str(row.get_importance_display())),
        (_("Made by"), row.created_by.name if row.created_by else ""),
        (_("Delegated by"), row.delegated_by.name if row.delegated_by else ""),
        (_("Completed on"), local.day(row.completed_on) if row.completed_on else ""),
        (_("Completed by"), row.completed_by.name if row.completed_by else ""),
        (_("Closed"), local.moment(row.closed_at) if row.closed_at else ""),
        (_("Why"), reason_in_words(row)),
    ]


def _comment(row: Comment) -> CommentLine:
    return CommentLine(who=row.by.name, at=local.moment(row.at), text=row.text)
