"""Attach files to a row that takes some, hand them out, show their small pictures, delete them."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.files.fetching import check_removal, fetch_file, remove_file
from leadwright.files.handing import content_of, preview_of
from leadwright.files.models import File
from leadwright.foundation.pages import render
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.files.forms import FilesForm
from leadwright.web.parts.files import OF_ACTIVITIES, OF_CONTACTS, OF_LEADS, OF_TASKS, PLACES, Place

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@FORM_METHODS
def attach_to_lead(request: WebRequest, number: int) -> HttpResponse:
    """Attach files to a lead, open or closed; the form stands on the lead's page too."""
    return _attach(request, OF_LEADS, number)


@FORM_METHODS
def attach_to_contact(request: WebRequest, pk: int) -> HttpResponse:
    """Attach files to a contact; the form stands on the contact's page too."""
    return _attach(request, OF_CONTACTS, pk)


@FORM_METHODS
def attach_to_activity(request: WebRequest, pk: int) -> HttpResponse:
    """Attach files to an activity, open or closed; the form stands on the activity's page too."""
    return _attach(request, OF_ACTIVITIES, pk)


@FORM_METHODS
def attach_to_task(request: WebRequest, pk: int) -> HttpResponse:
    """Attach files to a task, open or ended; the form stands on the task's page too."""
    return _attach(request, OF_TASKS, pk)


def _attach(request: WebRequest, place: Place, key: int) -> HttpResponse:
    user, shelf = request.user, place.shelf
    row = shelf.fetch(key, by=user)
    place.speak(row)
    shelf.check_adding(row, user)
    form = FilesForm(request, share=place.share(row, user))

    def add() -> list[File]:
        return shelf.add(key, form.incoming(), by=user, at=request.now, shared=form.is_shared)

    added = form.tried(add) if request.method == "POST" else None
    if added is not None:
        number = len(added)
        words = ngettext("The file is added.", "%(number)d files are added.", number)
        messages.success(request, words % {"number": number})
        return go(request, f"{place.page(key)}#files")
    context = {
        "form": form,
        "here": place.here,
        "name": place.name(row),
        "page": place.page(key),
        "address": place.address(key),
    }
    return render(request, "files/attach.html", context, status=form.status)


@require_safe
def content(request: WebRequest, pk: int) -> HttpResponseBase:
    """Hand out the bytes of a file, to be kept: they are never shown on a page of ours."""
    return content_of(fetch_file(pk, by=request.user), request)


@require_safe
def preview(request: WebRequest, pk: int) -> HttpResponseBase:
    """Show the small picture that we drew of a file."""
    return preview_of(fetch_file(pk, by=request.user), request)


@FORM_METHODS
def delete(request: WebRequest, pk: int) -> HttpResponse:
    """Ask once more, then delete a file."""
    file = check_removal(pk, by=request.user)
    place = PLACES[file.subject_kind]
    page = place.page(file.subject_id)
    if request.method == "POST":
        remove_file(pk, by=request.user, at=request.now)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": file.name})
        return go(request, f"{page}#files")
    context = {"file": file, "page": page, "here": place.here}
    return render(request, "files/delete.html", context)
