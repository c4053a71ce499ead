"""The rows of an import with their verdicts: listed, put right one at a time, and taken along as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.foundation.sheets import Format, Wanted
from leadwright.intake.choices import mend as mend_row
from leadwright.intake.corrected import corrected_rows
from leadwright.intake.models import Import, ImportRow
from leadwright.intake.models.rows import COUNTED
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.imports.row_form import RowForm
from leadwright.web.imports.row_lines import filters_of, row_lines
from leadwright.web.imports.steps import head_of

PAGE = 50


def _fetched(request: WebRequest, pk: int) -> Import:
    require(request.user, "lead.import")
    return Import.objects.within_reach(request.user, "lead.import").fetch(pk)


def _verdict(request: WebRequest) -> str:
    verdict = request.GET.get("verdict", "")
    return verdict if verdict in (*COUNTED, "assumed") else ""


@part_of(Feature.IMPORT)
@require_safe
def rows(request: WebRequest, pk: int) -> HttpResponse:
    """List the rows of an import, all or those of a verdict."""
    row, verdict = _fetched(request, pk), _verdict(request)
    here = reverse("lead-import-rows", args=[pk])
    known = ImportRow.objects.filter(file_import=row).order_by("line")
    cursor = request.GET.get("cursor")
    result, after = page(
        known.with_verdict(verdict) if verdict else known, cursor=cursor, size=PAGE, order=f"rows{pk}"
    )
    chosen = f"{here}?verdict={verdict}" if verdict else f"{here}?"
    context = {
        "head": head_of(row, "check"),
        "filters": filters_of(row, verdict),
        "rows": row_lines(row, result),
        "rows_next": f"{chosen}&cursor={after}" if after else "",
        "rows_first": chosen if cursor else "",
        "file_address": f"{reverse('lead-import-rows-file', args=[pk])}?verdict={verdict}",
    }
    return render(request, "imports/rows.html", context)


@part_of(Feature.IMPORT)
@require_safe
def as_file(request: WebRequest, pk: int) -> HttpResponseBase:
    """Hand out the rows as a file of the same columns, with verdicts and reasons."""
    row = _fetched(request, pk)
    wanted = Wanted(format=Format.CSV, in_words=False, asked=attempt_of(request, face="page"), at=request.now)
    return corrected_rows(row, _verdict(request), wanted).answer(request)


@part_of(Feature.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: WebRequest, pk: int, line: int) -> HttpResponse:
    """Put the cells of a row right; it is read anew."""
    row = _fetched(request, pk)
    item = row.rows.filter(line=line).first()
    if item is None:
        raise NotFound
    form = RowForm(typed(request), row=item, headers=row.summary.get("headers", ()))
    if request.method == "POST":
        mended = form.tried(lambda: mend_row(pk, line, form.changed_cells(), by=request.user, at=request.now))
        if mended is not None:
            messages.success(request, _("The row is read anew."))
            return go(request, reverse("lead-import-show", args=[pk]))
    context = {"head": head_of(row, "check"), "form": form, "row": row_lines(row, [item])[0], "upload": row}
    return render(request, "imports/row.html", context, status=form.status)
