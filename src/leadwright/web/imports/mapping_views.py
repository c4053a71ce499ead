"""The mappings that are saved for files to come: listed, renamed, shared, taken along as TOML, and removed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.foundation.downloads import SEALED
from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.intake.mapping_writing import toml_of
from leadwright.intake.models import SavedMapping
from leadwright.intake.saving import LONGEST_NAME, change_mapping, mapping_of, remove_mapping
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import may, require
from leadwright.people.models import User
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import WebRequest, go, typed

PAGE = 50


class SavedMappingForm(ActForm):
    """What a saved mapping is called, and whether colleagues use it too."""

    merges = True
    version = Integer(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    is_shared = forms.BooleanField(label=gettext_lazy("Colleagues who import use it too"), required=False)

    def changes(self) -> dict[str, Any]:
        """Return what the action asks for."""
        return {name: self.cleaned_data[name] for name in ("name", "is_shared")}


def _fetched(request: WebRequest, pk: int) -> SavedMapping:
    require(request.user, "lead.import")
    return SavedMapping.objects.within_reach(request.user, "lead.import").fetch(pk)


def _may_change(row: SavedMapping, by: User) -> bool:
    return row.made_by_id == by.pk or may(by, "user.manage")


@part_of(Feature.IMPORT)
@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List one's own mappings and those that colleagues share."""
    require(request.user, "lead.import")
    cursor, here = request.GET.get("cursor"), reverse("lead-import-mappings")
    saved = SavedMapping.objects.within_reach(request.user, "lead.import").select_related("made_by")
    rows, after = page(saved.order_by("name", "pk"), cursor=cursor, size=PAGE, order="saved mappings")
    context = {
        "mappings": [(row, _may_change(row, request.user)) for row in rows],
        "mappings_next": f"{here}?cursor={after}" if after else "",
        "mappings_first": here if cursor else "",
    }
    return render(request, "imports/mappings.html", context)


@part_of(Feature.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: WebRequest, pk: int) -> HttpResponse:
    """Rename a mapping, share it, or keep it for oneself."""
    row = _fetched(request, pk)
    if row.made_by_id != request.user.pk:
        require(request.user, "user.manage")
    before = {"name": row.name, "is_shared": row.is_shared, "version": row.version}
    form = SavedMappingForm(typed(request), initial=before)
    if request.method == "POST":
        done = form.tried(
            lambda: change_mapping(
                pk,
                form.changes(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=request.now,
            )
        )
        if done is not None:
            messages.success(request, _("The mapping is changed."))
            return go(request, reverse("lead-import-mappings"))
    return render(request, "imports/saved.html", {"form": form, "mapping": row}, status=form.status)


@part_of(Feature.IMPORT)
@require_safe
def as_file(request: WebRequest, pk: int) -> HttpResponse:
    """Hand out a mapping as the file that the command line takes."""
    answer = HttpResponse(
        toml_of(mapping_of(_fetched(request, pk))), content_type="application/toml; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="mapping-{pk}.toml"'
    answer.headers["Content-Security-Policy"] = SEALED
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@part_of(Feature.IMPORT)
@require_POST
def remove(request: WebRequest, pk: int) -> HttpResponse:
    """Remove a mapping; what was brought in by it stays."""
    remove_mapping(pk, by=request.user, at=request.now)
    messages.success(request, _("The mapping is removed; what was brought in by it stays."))
    return go(request, reverse("lead-import-mappings"))
