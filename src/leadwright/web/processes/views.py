"""The process of a lead: posted, drawn with its steps, moved by hand and to another version."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.diagrams.drawing import picture_of
from leadwright.diagrams.models import Version
from leadwright.diagrams.steps import as_read
from leadwright.foundation.batches import batch
from leadwright.foundation.numbers import number_in
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.leads import actions as leads
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check, is_possible
from leadwright.leads.models import Lead
from leadwright.processes import actions
from leadwright.processes.drawn import diagram_of, steps_of
from leadwright.processes.fetching import running_or_refuse
from leadwright.processes.reading import Course, course_of
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.parts.dialogs import Dialog, Surroundings, run_dialog
from leadwright.web.parts.process_steps import step_lines
from leadwright.web.processes.forms import MigrateForm, MoveForm, PostForm

dialog_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def show(request: WebRequest, number: int) -> HttpResponse:
    """Show the flowchart of a lead with its steps as a table beneath."""
    lead = fetch_lead(number, by=request.user)
    course = course_of(lead, request.user)
    if course is None:
        raise NotFound
    may_work = is_possible(lead, Verb.POST, by=request.user) and course.instance.is_running
    context = {
        "lead": lead,
        "course": course,
        "picture": picture_of(course.diagram, states=course.states, links=_links(course)),
        "steps": step_lines(course, request.now),
        "label": course.instance.version.diagram.label,
        "may_move": may_work and course.instance.is_moved_by_hand,
        "newer": _newer(course) if may_work else None,
    }
    return render(request, "processes/show.html", context)


def _links(course: Course) -> Mapping[str, str]:
    return {step.id: reverse("task", args=[step.task]) for step in course.steps if step.task}


def _newer(course: Course) -> int | None:
    """Return the newest version that was published, if the process goes by an older one."""
    newest = course.instance.version.diagram.published
    return newest.number if newest and newest.number > course.instance.version.number else None


@dialog_methods
def post(request: WebRequest, number: int) -> HttpResponse:
    """Post a lead: choose its kind of opportunity, and its process begins."""
    lead = _lead(request, number)
    form = PostForm(typed(request), lead=lead)
    dialog = Dialog(
        title=_("Post the opportunity"),
        submit=_("Post"),
        lede=_(
            "If its kind goes by a process, that begins: the first task goes to whoever is in charge of it."
        ),
        done=_("The opportunity is posted."),
        leads_to=reverse("lead", args=[number]),
    )
    return _run(request, lead, form, lambda: _post(request, lead, form.cleaned_data["kind"]), dialog)


def _post(request: WebRequest, lead: Lead, kind: str) -> Lead:
    """Choose the kind and post, both or neither."""
    with batch():
        if kind and (lead.kind is None or lead.kind.code != kind):
            leads.edit(lead.pk, {"kind": kind}, by=request.user, at=request.now, version=lead.version)
        return actions.post(lead.pk, by=request.user, at=request.now)


@dialog_methods
def move(request: WebRequest, number: int) -> HttpResponse:
    """Say at which step a lead stands."""
    lead = _lead(request, number)
    diagram = as_read(diagram_of(running_or_refuse(lead)))
    steps = [(element.id, element.label) for element in steps_of(diagram)]
    form = MoveForm(typed(request), steps=steps, initial={"step": lead.steps[0] if lead.steps else ""})
    dialog = Dialog(
        title=_("Move to another step"),
        submit=_("Move"),
        lede=_("The steps before it count as done."),
        done=_("Moved."),
        leads_to=reverse("process", args=[number]),
    )

    def act() -> Lead:
        return actions.move(number, by=request.user, at=request.now, step=form.cleaned_data["step"])

    return _run(request, lead, form, act, dialog)


@dialog_methods
def migrate(request: WebRequest, number: int) -> HttpResponse:
    """Let the process go by a newer version: each step that waits with the one at which it goes on."""
    lead = _lead(request, number)
    instance = running_or_refuse(lead)
    version = _other(instance.version, number_in(request.GET.get("version")) or 0)
    diagram = as_read(diagram_of(instance))
    waiting = [diagram.by_id[token.element] for token in instance.tokens.order_by("pk")]
    form = MigrateForm(typed(request), waiting=waiting, new=as_read(version.process()))
    dialog = Dialog(
        title=_("Go by version %(number)s") % {"number": version.number},
        submit=_("Go by it"),
        lede=_("Each step that waits goes on where you say; what is done stays done."),
        done=_("The process goes by the other version now."),
        leads_to=reverse("process", args=[number]),
    )

    def act() -> object:
        return actions.migrate(
            number, by=request.user, at=request.now, version=version.number, steps=form.steps()
        )

    return _run(request, lead, form, act, dialog)


def _other(version: Version, number: int) -> Version:
    rows = Version.objects.filter(diagram=version.diagram_id, published_at__isnull=False, number=number)
    row = rows.select_related("diagram").first()
    if row is None:
        raise NotFound
    return row


def _lead(request: WebRequest, number: int) -> Lead:
    lead = fetch_lead(number, by=request.user)
    check(lead, Verb.POST, by=request.user)
    return lead


def _run(request: WebRequest, lead: Lead, form: Any, act: Any, dialog: Dialog) -> HttpResponse:
    crumbs = [(reverse("leads"), _("Leads")), (reverse("lead", args=[lead.pk]), str(lead))]
    around = Surroundings(place="leads", crumbs=crumbs, back=reverse("lead", args=[lead.pk]))
    return run_dialog(request, form, act, dialog=dialog, around=around)
