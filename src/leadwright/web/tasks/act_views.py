"""The acts on a task, each a dialog, a form of its page or a press."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.tasks import actions
from leadwright.tasks.lifecycle import Verb, check
from leadwright.tasks.locking import fetch
from leadwright.tasks.models import Task
from leadwright.tasks.reading import entries_of
from leadwright.web.base.merging import latest_among
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.parts.dialogs import Dialog, Surroundings, run_dialog
from leadwright.web.tasks.forms import CloseTaskForm, CommentForm, DelegateForm, ResultsForm
from leadwright.web.tasks.views import task_drawn

dialog_methods = require_http_methods(["GET", "HEAD", "POST"])
COMPLETED = "complete"


def _for(request: WebRequest, pk: int, verb: Verb) -> Task:
    task = fetch(pk, by=request.user)
    check(task, verb, by=request.user)
    return task


def _around(task: Task) -> Surroundings:
    back = reverse("task", args=[task.pk])
    return Surroundings(
        place="tasks", crumbs=[(_("My tasks"), reverse("tasks")), (task.subject, back)], back=back
    )


@require_POST
def results(request: WebRequest, pk: int) -> HttpResponse:
    """Save what came of a task so far, or complete it: the button that was pressed says which."""
    is_end = request.POST.get("act") == COMPLETED
    task = _for(request, pk, Verb.COMPLETE if is_end else Verb.SAVE)
    form = ResultsForm(request.POST, task=task, by=request.user, at=request.now)
    form.changed_by = lambda: latest_among(entries_of(task, by=request.user))
    if not form.done(lambda: _end(request, pk, form) if is_end else _save(request, pk, form)):
        return task_drawn(request, task, results=form)
    messages.success(request, _("The task is completed.") if is_end else _("The progress is saved."))
    return go(request, reverse("tasks") if is_end else reverse("task", args=[pk]))


def _end(request: WebRequest, pk: int, form: ResultsForm) -> Task:
    said = form.said() | {"completed_on": form.cleaned_data["completed_on"]}
    return actions.complete(pk, said, by=request.user, at=request.now)


def _save(request: WebRequest, pk: int, form: ResultsForm) -> Task:
    version = fetch(pk, by=request.user).version
    return actions.edit(pk, form.said(), by=request.user, at=request.now, version=version)


@require_POST
def take(request: WebRequest, pk: int) -> HttpResponse:
    """Take a task that is for the own unit or a role that one has."""
    actions.take(pk, by=request.user, at=request.now)
    messages.success(request, _("The task is yours now."))
    return go(request, reverse("task", args=[pk]))


@dialog_methods
def delegate(request: WebRequest, pk: int) -> HttpResponse:
    """Put a colleague in charge."""
    task = _for(request, pk, Verb.DELEGATE)
    form = DelegateForm(typed(request), task=task, by=request.user)
    dialog = Dialog(
        title=_("Delegate: %(title)s") % {"title": task.subject},
        submit=_("Delegate"),
        lede=_("You see it under Waiting until it is done."),
        done=_("The task is delegated."),
    )

    def act() -> object:
        return actions.delegate(pk, form.cleaned_data, by=request.user, at=request.now)

    return run_dialog(request, form, act, dialog=dialog, around=_around(task))


@dialog_methods
def close(request: WebRequest, pk: int) -> HttpResponse:
    """Say that a task will not be done, and why."""
    task = _for(request, pk, Verb.CLOSE)
    form = CloseTaskForm(typed(request))
    dialog = Dialog(
        title=_("Close: %(title)s") % {"title": task.subject},
        submit=_("Close the task"),
        kind="danger",
        lede=_("It stays in history with your reason."),
        done=_("The task is closed."),
    )

    def act() -> object:
        return actions.close(pk, by=request.user, at=request.now, reason=form.cleaned_data["reason"])

    return run_dialog(request, form, act, dialog=dialog, around=_around(task))


@require_POST
def comment(request: WebRequest, pk: int) -> HttpResponse:
    """Remark on a task."""
    task = _for(request, pk, Verb.COMMENT)
    form = CommentForm(request.POST)
    if not form.done(lambda: actions.comment(pk, form.cleaned_data, by=request.user, at=request.now)):
        return task_drawn(request, task, comment=form)
    messages.success(request, _("The comment is added."))
    return go(request, f"{reverse('task', args=[pk])}#comments")
