"""Bring in leads from a file: put it up, look at what would happen, then bring it in or throw it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.fields.subjects import MAKERS
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.pages import render
from leadwright.intake.models import Upload
from leadwright.intake.uploads import bring_in_upload, choose_columns, put_up, throw_away
from leadwright.intake.uploads import read_again as read_upload_again
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import may, require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.base.uploads import is_too_large
from leadwright.web.imports.forms import ColumnsForm, ImportForm
from leadwright.web.imports.page import import_page


@part_of(Feature.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """Put up a file; it is kept, and tried out."""
    require(request.user, "lead.import")
    currency = currency_of_country(request.user.organisation.country, otherwise="EUR")
    sent = typed(request)
    files = None if sent is None else request.FILES
    form = ImportForm(sent, files, too_large=is_too_large(request), initial={"currency": currency})
    if request.method == "POST":
        upload = form.tried(lambda: _put_up(request, form))
        if upload is not None:
            return go(request, reverse("lead-import-show", args=[upload.pk]))
    return render(request, "imports/new.html", {"form": form}, status=form.status)


def _put_up(request: WebRequest, form: ImportForm) -> Upload:
    currency = form.cleaned_data["currency"]
    beside = form.received_beside()
    return put_up(form.received(), beside, currency=currency, by=request.user, at=request.now)


@part_of(Feature.IMPORT)
@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show what would become of a file, or what has."""
    require(request.user, "lead.import")
    upload = Upload.objects.within_reach(request.user, "lead.import").fetch(pk)
    return _page(request, upload, ColumnsForm(None, upload=upload, by=request.user))


def _page(request: WebRequest, upload: Upload, form: ColumnsForm) -> HttpResponse:
    may_make = any(may(request.user, permission) for permission in MAKERS)
    context = {
        "upload": import_page(upload, by=request.user),
        "form": form if form.headers and not upload.brought_in_at else None,
        "may_make_fields": may_make,
    }
    return render(request, "imports/show.html", context, status=form.status)


@part_of(Feature.IMPORT)
@require_POST
def columns(request: WebRequest, pk: int) -> HttpResponse:
    """Say which columns are own fields, and try the file out anew."""
    require(request.user, "lead.import")
    upload = Upload.objects.within_reach(request.user, "lead.import").fetch(pk)
    form = ColumnsForm(typed(request), upload=upload, by=request.user)
    chosen = form.tried(lambda: choose_columns(pk, form.chosen(), by=request.user, at=request.now))
    if chosen is None:
        return _page(request, upload, form)
    messages.success(request, _("The file was tried out anew with these columns."))
    return go(request, reverse("lead-import-show", args=[pk]))


@part_of(Feature.IMPORT)
@require_POST
def bring_in(request: WebRequest, pk: int) -> HttpResponse:
    """Bring in what was tried out."""
    require(request.user, "lead.import")
    bring_in_upload(pk, by=request.user, at=request.now)
    messages.success(request, _("The leads are brought in."))
    return go(request, reverse("lead-import-show", args=[pk]))


@part_of(Feature.IMPORT)
@require_POST
def read_again(request: WebRequest, pk: int) -> HttpResponse:
    """Read the lines that wait once more."""
    require(request.user, "lead.import")
    read_upload_again(pk, by=request.user, at=request.now)
    messages.success(request, _("The file was read again; what still waits says why."))
    return go(request, reverse("lead-import-show", args=[pk]))


@part_of(Feature.IMPORT)
@require_POST
def discard(request: WebRequest, pk: int) -> HttpResponse:
    """Throw away what was tried out."""
    require(request.user, "lead.import")
    throw_away(pk, by=request.user)
    messages.success(request, _("The file is thrown away; nothing was brought in."))
    return go(request, reverse("lead-import"))
