"""Say of a file what its columns are, how its values are written, and how it is read; it is checked anew."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.foundation.pages import render
from leadwright.foundation.refusals import refuse
from leadwright.intake.choices import choose_columns, choose_mapping, choose_reading
from leadwright.intake.models import Import
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.imports.column_lines import figures_of
from leadwright.web.imports.forms import ColumnsForm, ReadingForm
from leadwright.web.imports.mapping_form import MappingForm
from leadwright.web.imports.other_mapping import OtherMappingForm
from leadwright.web.imports.showing import drawn
from leadwright.web.imports.steps import head_of


def _fetched(request: WebRequest, pk: int) -> Import:
    require(request.user, "lead.import")
    return Import.objects.within_reach(request.user, "lead.import").fetch(pk)


@part_of(Feature.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: WebRequest, pk: int) -> HttpResponse:
    """Say where each column goes and what its words mean; the file is checked anew."""
    row = _fetched(request, pk)
    if not row.summary.get("headers"):
        refuse("IMPORT_UNDER_WAY")
    form = MappingForm(typed(request), upload=row, by=request.user)
    if request.method == "POST":
        chosen = form.tried(
            lambda: choose_mapping(
                pk,
                form.definition(),
                source=form.source(),
                saved_as=form.saved_as(),
                by=request.user,
                at=request.now,
            )
        )
        if chosen is not None:
            messages.success(request, _("The file is checked anew with this mapping."))
            return go(request, reverse("lead-import-show", args=[pk]))
    return _columns_page(request, row, form, OtherMappingForm(None, by=request.user))


@part_of(Feature.IMPORT)
@require_POST
def other_mapping(request: WebRequest, pk: int) -> HttpResponse:
    """Read the file by another mapping: a saved one, or one that the product ships."""
    row = _fetched(request, pk)
    form = OtherMappingForm(typed(request), by=request.user)
    chosen = form.tried(lambda: choose_mapping(pk, form.definition(), by=request.user, at=request.now))
    if chosen is not None:
        messages.success(request, _("The file is checked anew with this mapping."))
        return go(request, reverse("lead-import-show", args=[pk]))
    if not row.summary.get("headers"):
        return drawn(request, row, other=form)
    return _columns_page(request, row, MappingForm(None, upload=row, by=request.user), form)


def _columns_page(
    request: WebRequest, row: Import, form: MappingForm, other: OtherMappingForm
) -> HttpResponse:
    data = row.summary
    matched = dict(data.get("matched", ()))
    context = {
        "head": head_of(row, "columns"),
        "form": form,
        "other": other,
        "mapping": data.get("mapping", ""),
        "is_suggested": data.get("suggested", False),
        "figures": figures_of(form.columns, data.get("lines", 0), matched),
    }
    return render(request, "imports/mapping.html", context, status=max(form.status, other.status))


@part_of(Feature.IMPORT)
@require_POST
def columns(request: WebRequest, pk: int) -> HttpResponse:
    """Say which columns are own fields, and check the file anew."""
    row = _fetched(request, pk)
    form = ColumnsForm(typed(request), upload=row, by=request.user)
    chosen = form.tried(lambda: choose_columns(pk, form.chosen(), by=request.user, at=request.now))
    if chosen is None:
        return drawn(request, row, form)
    messages.success(request, _("The file is checked anew with these columns."))
    return go(request, reverse("lead-import-show", args=[pk]))


@part_of(Feature.IMPORT)
@require_POST
def reading(request: WebRequest, pk: int) -> HttpResponse:
    """Say how the file is read, and check it anew."""
    row = _fetched(request, pk)
    form = ReadingForm(typed(request), upload=row)
    chosen = form.tried(lambda: choose_reading(pk, form.chosen(), by=request.user, at=request.now))
    if chosen is None:
        return drawn(request, row, form_of_reading=form)
    messages.success(request, _("The file is read anew."))
    return go(request, reverse("lead-import-show", args=[pk]))
