"""Templates: their list, and the page of one with its tags and what it says about an example."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.communication import actions
from leadwright.communication.actions.templates import require_to_make
from leadwright.communication.models import Template
from leadwright.communication.tag_table import known_tags
from leadwright.communication.tags import filled
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.people.access import may, require_any
from leadwright.web.base.languages import languages
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.communication.template_forms import COMMON, OWN, TemplateForm
from leadwright.web.parts.history import audit_trail

KIND = "template"


@takes("cursor")
@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the templates for all and those of the company."""
    _require(request)
    managed = Template.objects.manageable_by(request.user).values("pk")
    entries = Entry.objects.filter(subject_kind=KIND, subject_id__in=managed)
    context = {
        "rows": list(Template.objects.within_reach(request.user)),
        "trail": audit_trail(request, entries),
        "may_configure": may(request.user, "configuration.edit"),
    }
    return render(request, "communication/templates.html", context)


def _require(request: WebRequest) -> None:
    require_any(request.user, "configuration.edit", "user.manage")


def _owners(request: WebRequest) -> list[tuple[str, str]]:
    """Return for whom somebody may make templates."""
    own = [(OWN, _("my company alone"))] if may(request.user, "user.manage") else []
    return own + ([(COMMON, _("all companies"))] if may(request.user, "configuration.edit") else [])


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """Make a template."""
    _require(request)
    home = request.user.organisation_id
    form = TemplateForm(typed(request), owners=_owners(request), organisation_id=home)
    form.merges = False
    if _is_sent(request):
        made = form.tried(lambda: actions.make_template(form.payload(), by=request.user, at=request.now))
        if made is not None:
            messages.success(request, _("The template “%(name)s” is there.") % {"name": made.label})
            return go(request, reverse("company-templates"))
    return _page(request, form, title=_("New template"), address=request.path)


@takes("cursor")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebRequest, pk: int) -> HttpResponse:
    """Change a template."""
    row = _row(request, pk)
    form = TemplateForm(typed(request), owners=_owners(request), organisation_id=row.organisation_id, row=row)
    form.changed_by = lambda: latest_change(KIND, pk, organisation_id=None)
    if _is_sent(request):
        require_to_make(request.user, is_for_all=row.organisation_id is None)
        if form.done(lambda: _changed(request, pk, form)):
            messages.success(request, _("The template is saved."))
            return go(request, reverse("company-templates"))
    is_managed = Template.objects.manageable_by(request.user).filter(pk=pk).exists()
    more = {
        "row": row,
        "may_change": is_managed and not row.is_retired,
        "trail": audit_trail(request, Entry.objects.about(KIND, pk)) if is_managed else None,
    }
    return _page(request, form, title=row.label, address=request.path, **more)


def _is_sent(request: WebRequest) -> bool:
    return request.method == "POST" and request.POST.get("part") != "preview"


def _changed(request: WebRequest, pk: int, form: TemplateForm) -> Template:
    version = form.cleaned_data["version"]
    return actions.change_template(pk, form.payload(), by=request.user, at=request.now, version=version)


@require_POST
def retire(request: WebRequest, pk: int) -> HttpResponse:
    """Let a template be chosen no longer."""
    actions.retire_template(pk, by=request.user, at=request.now)
    messages.success(request, _("The template is retired: it can be chosen no longer."))
    return go(request, reverse("company-template", args=[pk]))


def _row(request: WebRequest, pk: int) -> Template:
    _require(request)
    row = Template.objects.within_reach(request.user).filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def _page(request: WebRequest, form: TemplateForm, *, title: str, address: str, **more: Any) -> HttpResponse:
    tags = known_tags(request.user)
    status = form.status
    previews = []
    if request.POST.get("part") == "preview":
        previews = _previews(form, tags)
        status = 200 if form.is_valid() else form.status
    context = {
        "form": form,
        "title": title,
        "address": address,
        "tags": sorted(tags.items()),
        "languages": languages(),
        "previews": previews,
        **more,
    }
    return render(request, "communication/template.html", context, status=status)


def _previews(form: TemplateForm, tags: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what the texts say by language, with what each tag is called in its place."""

    def value(name: str) -> str:
        return f"[{tags[name]}]" if name in tags else f"#{name}"

    texts = [
        (str(name), str(form[f"subject_{code}"].value() or ""), str(form[f"body_{code}"].value() or ""))
        for code, name in languages()
    ]
    return [(name, filled(subject, value), filled(body, value)) for name, subject, body in texts if body]
