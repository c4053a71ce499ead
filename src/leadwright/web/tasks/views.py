"""Tasks: those of the reader, all within reach, the page of one, and the forms that make or change one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.pages import render
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.filters import reader_of
from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import check as check_lead
from leadwright.leads.models import Lead
from leadwright.people.access import may, require
from leadwright.people.filtering import ORDERING
from leadwright.people.moves import open_verbs
from leadwright.tasks import actions
from leadwright.tasks import mine as tasks_of
from leadwright.tasks.filters import KINDS, page, tasks_for
from leadwright.tasks.lifecycle import WORKS, Verb, allowed_actions, check
from leadwright.tasks.locking import fetch
from leadwright.tasks.models import Task
from leadwright.tasks.reading import entries_of
from leadwright.tasks.telling import known_step
from leadwright.web.base.filters import FilterForm, parameters
from leadwright.web.base.merging import latest_among
from leadwright.web.base.paging import PAGE
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.base.shapes import Link
from leadwright.web.parts.files import OF_TASKS
from leadwright.web.parts.process_steps import ProcessCard, process_card
from leadwright.web.parts.task_lines import TaskLine, task_lines
from leadwright.web.tasks.forms import CommentForm, EditTaskForm, NewTaskForm, ResultsForm
from leadwright.web.tasks.history import history_of
from leadwright.web.tasks.page import task_page

form_methods = require_http_methods(["GET", "HEAD", "POST"])
PLACE = tuple(KINDS.values())
OPEN, WAITING, UNIT, DONE = "open", "waiting", "unit", "done"
VIEWS = (OPEN, WAITING, UNIT, DONE)


@require_safe
@takes("view")
def index(request: WebRequest) -> HttpResponse:
    """Show what the reader has to do, what others do for him, what his unit has still to take, and what is done."""
    require(request.user, "task.view")
    view = request.GET.get("view", OPEN)
    view = view if view in VIEWS else OPEN
    context = {
        "views": _views(request, view),
        "view": view,
        "groups": [(name, title, lines) for name, title, lines in _groups(request, view) if lines],
        "may_make": may(request.user, WORKS),
    }
    return render(request, "tasks/mine.html", context)


def _groups(request: WebRequest, view: str) -> list[tuple[str, str, list[TaskLine]]]:
    user, at = request.user, request.now
    if view == OPEN:
        own = tasks_of.mine(user, at)
        parts = [("late", _("Overdue"), own.overdue), ("today", _("Today"), own.today)]
        parts += [
            ("later", _("Later"), own.later),
            ("waiting", _("Waiting for others"), tasks_of.waiting(user)),
        ]
    elif view == WAITING:
        parts = [("waiting", _("Waiting for others"), tasks_of.waiting(user))]
    elif view == UNIT:
        parts = [("unit", _("Nobody has taken these yet"), tasks_of.free(user))]
    else:
        parts = [("done", _("Done, the latest first"), tasks_of.done(user))]
    return [(name, title, task_lines(rows, by=user, at=at)) for name, title, rows in parts]


def _views(request: WebRequest, view: str) -> list[tuple[Link, int]]:
    user, address = request.user, reverse("tasks")
    counted = (
        (OPEN, _("Open"), tasks_of.counts(user, request.now).open),
        (WAITING, _("Waiting"), tasks_of.count_waiting(user)),
        (UNIT, _("To take"), tasks_of.count_free(user)),
        (DONE, _("Done"), 0),
    )
    return [
        (
            Link(
                label=label,
                address=address if name == OPEN else f"{address}?view={name}",
                current=name == view,
            ),
            number,
        )
        for name, label, number in counted
    ]


@require_safe
def listed(request: WebRequest) -> HttpResponse:
    """List all tasks within reach, the first due at the top."""
    require(request.user, "task.view")
    table = tasks_for(request.user)
    data = parameters(request.GET, table, "cursor")
    form = FilterForm(data, table=table, reader=reader_of(request.user, request.now))
    chosen, cursor = form.chosen, data.get("cursor")
    after = place_of(cursor, PLACE, order=f"tasks {chosen.order}") if cursor else None
    rows = [] if form.is_wrong else page(chosen, size=PAGE + 1, after=after)
    query = request.GET.copy()
    query.pop("cursor", None)
    first = f"{request.path}?{query.urlencode()}"
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        query["cursor"] = marker((last.due_at, last.pk), order=f"tasks {chosen.order}")
    context = {
        "filters": form,
        "filters_open": bool(form.is_wrong or form.texts.keys() - {"q", ORDERING}),
        "rows": task_lines(rows[:PAGE], by=request.user, at=request.now),
        "rows_next": f"{request.path}?{query.urlencode()}" if len(rows) > PAGE else "",
        "rows_first": first if cursor else "",
    }
    return render(request, "tasks/list.html", context, status=form.status)


@form_methods
def new(request: WebRequest) -> HttpResponse:
    """Make a task without a lead."""
    require(request.user, WORKS)
    return _making(request, None)


@form_methods
def new_of_lead(request: WebRequest, number: int) -> HttpResponse:
    """Make a task of a lead."""
    lead = fetch_lead(number, by=request.user)
    require(request.user, WORKS)
    check_lead(lead, LeadVerb.SCHEDULE, by=request.user)
    return _making(request, lead)


def _making(request: WebRequest, lead: Lead | None) -> HttpResponse:
    form = NewTaskForm(typed(request), by=request.user)
    if request.method == "POST":
        made = form.tried(
            lambda: actions.make(form.data_for(lead.pk if lead else None), by=request.user, at=request.now)
        )
        if made is not None:
            messages.success(request, _("The task is made."))
            return go(request, reverse("lead", args=[lead.pk]) if lead else reverse("task", args=[made.pk]))
    back = reverse("lead", args=[lead.pk]) if lead else reverse("tasks")
    return _form_page(request, form, heading=_("New task"), lead=lead, back=back)


def _form_page(request: WebRequest, form: Any, **context: Any) -> HttpResponse:
    data = {"form": form, "address": request.get_full_path(), "is_new": isinstance(form, NewTaskForm)}
    return render(request, "tasks/form.html", data | context, status=form.status)


@form_methods
def edit(request: WebRequest, pk: int) -> HttpResponse:
    """Change what is asked of a task while it is open."""
    task = fetch(pk, by=request.user)
    check(task, Verb.EDIT, by=request.user)
    form = EditTaskForm(typed(request), task=task)
    form.changed_by = lambda: latest_among(entries_of(task, by=request.user))
    page_of_it = reverse("task", args=[pk])
    if request.method == "POST":
        saved = form.tried(
            lambda: actions.edit(
                pk,
                form.asked_for(),
                by=request.user,
                at=request.now,
                version=fetch(pk, by=request.user).version,
            )
        )
        if saved is not None:
            messages.success(request, _("The task is saved."))
            return go(request, page_of_it)
    return _form_page(request, form, heading=_("Change the task"), task=task, back=page_of_it)


@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show one task with what can be done with it."""
    return task_drawn(request, fetch(pk, by=request.user))


def task_drawn(
    request: WebRequest, task: Task, *, results: ResultsForm | None = None, comment: CommentForm | None = None
) -> HttpResponse:
    """Draw the page of a task, with a form that was refused in its place."""
    verbs = open_verbs(allowed_actions(task, request.user))
    refused = results or comment
    context = {
        "task": task_page(
            task,
            by=request.user,
            at=request.now,
            cursor=request.GET.get("comments", ""),
            is_form=Verb.SAVE in verbs,
        ),
        "open": verbs,
        "process": _process(request, task),
        "results": results or ResultsForm(task=task, by=request.user, at=request.now),
        "comment": comment or CommentForm(),
        "files": OF_TASKS.panel(
            task, by=request.user, may_add=Verb.ATTACH in verbs, cursor=request.GET.get("files", "")
        ),
        "history": history_of(task, by=request.user, at=request.now, cursor=request.GET.get("cursor", "")),
    }
    return render(request, "tasks/show.html", context, status=refused.status if refused else 200)


def _process(request: WebRequest, task: Task) -> ProcessCard | None:
    """Return the process whose step a task is, for a reader who sees its lead."""
    number, _step = known_step(request.user, task)
    if number is None or task.lead is None:
        return None
    card = process_card(task.lead, by=request.user, at=request.now)
    return card if card is not None and card.id == number else None
