"""Bring in a file: put it up, look at what would happen, then bring it in, take it back or throw it away."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.foundation.keyset import page
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.pages import render
from leadwright.intake.imports import put_up
from leadwright.intake.models import Import
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.base.uploads import is_too_large
from leadwright.web.imports.forms import ImportForm
from leadwright.web.imports.listing import lines_of
from leadwright.web.imports.showing import drawn

PAGE = 20
ORDER = "imports"


@part_of(Feature.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """Put up a file; it is kept, and a worker checks it. Below stand the imports so far."""
    require(request.user, "lead.import")
    currency = currency_of_country(request.user.organisation.country, otherwise="EUR")
    sent = typed(request)
    files = None if sent is None else request.FILES
    form = ImportForm(sent, files, too_large=is_too_large(request), initial={"currency": currency})
    if request.method == "POST":
        row = form.tried(lambda: _put_up(request, form))
        if row is not None:
            return go(request, reverse("lead-import-show", args=[row.pk]))
    context = {"form": form, **_imports(request)}
    return render(request, "imports/new.html", context, status=form.status)


def _imports(request: WebRequest) -> dict[str, object]:
    rows = Import.objects.within_reach(request.user, "lead.import").select_related("file", "by")
    cursor = request.GET.get("cursor")
    result, after = page(rows.defer("file__content").order_by("-pk"), cursor=cursor, size=PAGE, order=ORDER)
    here = reverse("lead-import")
    return {
        "imports": lines_of(result, by=request.user),
        "imports_next": f"{here}?cursor={after}" if after else "",
        "imports_first": here if cursor else "",
    }


def _put_up(request: WebRequest, form: ImportForm) -> Import:
    currency = form.cleaned_data["currency"]
    beside = form.received_beside()
    return put_up(form.received(), beside, currency=currency, by=request.user, at=request.now)


@part_of(Feature.IMPORT)
@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show how far an import is, what would become of its file, or what has."""
    require(request.user, "lead.import")
    return drawn(request, Import.objects.within_reach(request.user, "lead.import").fetch(pk))
