"""Media: by what people communicate, and how much each carries."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.communication import actions
from leadwright.communication.models import Medium
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.people.access import require
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.communication.template_forms import MediumForm
from leadwright.web.parts.history import audit_trail

KIND = "medium"


@takes("cursor")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WebRequest) -> HttpResponse:
    """List the media, and add one."""
    require(request.user, "configuration.edit")
    form = MediumForm(typed(request))
    if request.method == "POST":
        made = form.tried(lambda: actions.add_medium(form.payload(), by=request.user, at=request.now))
        if made is not None:
            messages.success(request, _("Saved."))
            return go(request, reverse("company-media"))
    context = {
        "form": form,
        "rows": list(Medium.objects.all()),
        "trail": audit_trail(request, Entry.objects.filter(subject_kind=KIND)),
    }
    return render(request, "communication/media.html", context, status=form.status)


@takes("cursor")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebRequest, code: str) -> HttpResponse:
    """Change a medium, retire it or offer it again."""
    require(request.user, "configuration.edit")
    row = Medium.objects.filter(code=code).first()
    if row is None:
        raise NotFound
    form = MediumForm(typed(request), row=row)
    form.changed_by = lambda: latest_change(KIND, row.pk, organisation_id=None)
    if request.method == "POST" and form.done(
        lambda: actions.change_medium(code, form.payload(), by=request.user, at=request.now)
    ):
        messages.success(request, _("Saved."))
        return go(request, reverse("company-media"))
    trail = audit_trail(request, Entry.objects.about(KIND, row.pk))
    context = {"form": form, "row": row, "title": row.label, "address": request.path, "trail": trail}
    return render(request, "communication/medium.html", context, status=form.status)
