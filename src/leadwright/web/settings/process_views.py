"""Processes: their list, and the page of one with its picture, its steps, its faults and its versions."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.diagrams import actions
from leadwright.diagrams.drawing import picture_of
from leadwright.diagrams.fetching import fetch_diagram, fetch_version, versions_known
from leadwright.diagrams.linting import Fault, faults_of
from leadwright.diagrams.model import WAITING
from leadwright.diagrams.model import Diagram as Process
from leadwright.diagrams.models import Diagram, Version
from leadwright.diagrams.questions import words_of_processes
from leadwright.diagrams.steps import as_read
from leadwright.foundation.downloads import SEALED
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.people.access import require
from leadwright.tasks.own import names_for_steps
from leadwright.web.base.merging import copied, latest_change
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.settings.editor_words import editor_words
from leadwright.web.settings.page import page
from leadwright.web.settings.process_forms import DrawingForm, EditorForm, NamesForm, NewProcessForm

KIND = "diagram"
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@takes("cursor")
@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the processes with the version that is in force and the draft."""
    require(request.user, "configuration.edit")
    rows = Diagram.objects.within_reach(request.user).with_numbers()
    return page(request, "processes", entries=Entry.objects.filter(subject_kind=KIND), rows=rows)


@FORM_METHODS
def new(request: WebRequest) -> HttpResponse:
    """Make a process of a file."""
    require(request.user, "configuration.edit")
    form = NewProcessForm(typed(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        row = form.tried(lambda: actions.make_diagram(form.payload(), by=request.user, at=request.now))
        if row is not None:
            messages.success(request, _("The process is made. Look at it, and publish it."))
            return go(request, reverse("settings-process", args=[row.code]))
    entries = Entry.objects.filter(subject_kind=KIND)
    return page(request, "process_new", status=form.status, entries=entries, form=form)


@takes("cursor")
@FORM_METHODS
def show(request: WebRequest, code: str) -> HttpResponse:
    """Show the newest version of a process; take the drawing of the next."""
    row = _row(request, code)
    initial = {"revision": row.revision}
    form = DrawingForm(typed(request), request.FILES if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.done(lambda: _draft(request, code, form)):
        messages.success(request, _("The draft is saved. What runs keeps to its own version."))
        return go(request, reverse("settings-process", args=[code]))
    return _version_page(
        request, row, fetch_version(row, None, by=request.user), form=form, status=form.status
    )


def _draft(request: WebRequest, code: str, form: DrawingForm | EditorForm) -> Diagram:
    data = {"bpmn": form.cleaned_data["bpmn"]}
    revision = form.cleaned_data["revision"]
    return actions.change_diagram(code, data, by=request.user, at=request.now, revision=revision)


@FORM_METHODS
def draw(request: WebRequest, code: str) -> HttpResponse:
    """Draw the next version on the page."""
    row = _row(request, code)
    newest = fetch_version(row, None, by=request.user)
    form = EditorForm(typed(request), initial={"revision": row.revision, "bpmn": newest.xml})
    if request.method == "POST" and form.done(lambda: _draft(request, code, form)):
        messages.success(request, _("The draft is saved. What runs keeps to its own version."))
        return go(request, reverse("settings-process", args=[code]))
    entries = Entry.objects.about(KIND, row.pk)
    context = {
        "form": _seen(form, row),
        "row": row,
        "words": words_of_processes(),
        "editor_words": json.dumps(editor_words(), ensure_ascii=False),
        "asked": names_for_steps(),
    }
    return page(request, "process_editor", status=form.status, entries=entries, **context)


def _seen(form: Any, row: Diagram) -> Any:
    """Let the next try take the place of what somebody else saved: it was said, and stands on the process's page."""
    if form.is_bound and form.refusal is not None:
        form.data = copied(form.data)
        form.data["revision"] = str(row.revision)
    return form


@takes("cursor")
@require_safe
def version(request: WebRequest, code: str, number: int) -> HttpResponse:
    """Show one version of a process as it was drawn."""
    row = _row(request, code)
    return _version_page(request, row, fetch_version(row, number, by=request.user))


@require_safe
def download(request: WebRequest, code: str, number: int) -> HttpResponse:
    """Hand out the drawing of a version, as a file that no browser shows."""
    row = _row(request, code)
    answer = HttpResponse(fetch_version(row, number, by=request.user).xml, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{row.code}-{number}.bpmn"'
    answer["Content-Security-Policy"] = SEALED
    return answer


@takes("cursor")
@FORM_METHODS
def rename(request: WebRequest, code: str) -> HttpResponse:
    """Name a process otherwise."""
    row = _row(request, code)
    form = NamesForm(typed(request), row=row)
    form.changed_by = lambda: latest_change(KIND, row.pk, organisation_id=None)
    if request.method == "POST" and form.done(lambda: _renamed(request, code, form)):
        messages.success(request, _("Saved."))
        return go(request, reverse("settings-process", args=[code]))
    entries = Entry.objects.about(KIND, row.pk)
    return page(request, "process_names", status=form.status, entries=entries, form=form, row=row)


def _renamed(request: WebRequest, code: str, form: NamesForm) -> Diagram:
    names = {name.removeprefix("label_"): text for name, text in form.cleaned_data.items()}
    return actions.change_diagram(code, {"name": names}, by=request.user, at=request.now)


@require_POST
def publish(request: WebRequest, code: str) -> HttpResponse:
    """Publish the draft that was looked at; one with faults is shown again with them."""
    row, revision = _row(request, code), number_in(request.POST.get("revision"))
    try:
        number = actions.publish(code, by=request.user, at=request.now, revision=revision).number
    except Refused as no:
        if no.code != "DIAGRAM_FAULTY":
            raise
        return _version_page(request, row, fetch_version(row, None, by=request.user), status=no.status)
    messages.success(request, _("Version %(number)s is published.") % {"number": number})
    return go(request, reverse("settings-process", args=[code]))


@require_POST
def retire(request: WebRequest, code: str) -> HttpResponse:
    """Let a process be begun no longer, or again."""
    _row(request, code)
    if request.POST.get("part") == "restore":
        actions.restore(code, by=request.user, at=request.now)
        messages.success(request, _("It can be begun again."))
    else:
        actions.retire(code, by=request.user, at=request.now)
        messages.success(request, _("It can be begun no longer; what runs goes on."))
    return go(request, reverse("settings-process", args=[code]))


def _row(request: WebRequest, code: str) -> Diagram:
    row = fetch_diagram(code, by=request.user)
    require(request.user, "configuration.edit")
    return row


def _version_page(
    request: WebRequest, row: Diagram, chosen: Version, *, form: DrawingForm | None = None, status: int = 200
) -> HttpResponse:
    process = chosen.process()
    versions = versions_known(row, by=request.user)
    context: dict[str, Any] = {
        "row": row,
        "chosen": chosen,
        "is_newest": chosen.pk == versions[0].pk,
        "versions": versions,
        "picture": picture_of(as_read(process), links=_links(process), fields=names_for_steps()),
        "faults": [(fault, _place(fault, process)) for fault in faults_of(process, words_of_processes())],
        "form": _seen(form, row) if form else DrawingForm(initial={"revision": row.revision}),
    }
    return page(request, "process", status=status, entries=Entry.objects.about(KIND, row.pk), **context)


def _links(process: Process) -> dict[str, str]:
    """Lead from each box of the picture to its step in the list."""
    return {element.id: f"#step-{element.id}" for element in process.elements if element.kind in WAITING}


def _place(fault: Fault, process: Process) -> str:
    """Return the step at which a fault stands, if it is about one."""
    element = process.by_id.get(fault.element)
    return f"#step-{element.id}" if element and element.kind in WAITING else ""
