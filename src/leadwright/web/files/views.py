"""Attach files to a lead or a contact, hand them out, show their small pictures, delete them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.contacts import actions as contact_actions
from leadwright.contacts import lifecycle as of_contacts
from leadwright.contacts.models import Contact
from leadwright.files.fetching import check_removal, fetch_file, remove_file
from leadwright.files.handing import content_of, preview_of
from leadwright.files.models import File
from leadwright.foundation.pages import render
from leadwright.leads import actions as lead_actions
from leadwright.leads import lifecycle as of_leads
from leadwright.leads.brands import speak_of_lead
from leadwright.leads.fetching import fetch_lead
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.files.forms import FilesForm
from leadwright.web.parts.files import page_of, share_with, shared_with_borrowers

HERE = {"lead": "leads", "contact": "contacts"}
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What files are attached to: its name, its page, the list that it stands in, and what the tick to share says."""

    name: str
    here: str
    share: str
    page: str
    address: str


@FORM_METHODS
def attach_to_lead(request: WebRequest, number: int) -> HttpResponse:
    """Attach files to a lead, open or closed; the form stands on the lead's page too."""
    lead = fetch_lead(number, by=request.user)
    speak_of_lead(lead)
    of_leads.check(lead, of_leads.Verb.ATTACH, by=request.user)
    subject = Subject(
        name=f"L-{lead.pk}",
        here="leads",
        share=share_with(lead, request.user),
        page=reverse("lead", args=[number]),
        address=reverse("lead-attach", args=[number]),
    )

    def act(form: FilesForm) -> list[File]:
        incoming, shared = form.incoming(), form.is_shared
        return lead_actions.add_files(number, incoming, by=request.user, at=request.now, shared=shared)

    return _attach(request, subject, act)


@FORM_METHODS
def attach_to_contact(request: WebRequest, pk: int) -> HttpResponse:
    """Attach files to a contact; the form stands on the contact's page too."""
    contact = Contact.objects.within_reach(request.user, "contact.view").fetch(pk)
    of_contacts.check(contact, of_contacts.Verb.ATTACH, by=request.user)
    subject = Subject(
        name=contact.name,
        here="contacts",
        share=shared_with_borrowers(),
        page=reverse("contact", args=[pk]),
        address=reverse("contact-attach", args=[pk]),
    )

    def act(form: FilesForm) -> list[File]:
        incoming, shared = form.incoming(), form.is_shared
        return contact_actions.add_files(pk, incoming, by=request.user, at=request.now, shared=shared)

    return _attach(request, subject, act)


def _attach(request: WebRequest, subject: Subject, act: Callable[[FilesForm], list[File]]) -> HttpResponse:
    form = FilesForm(request, share=subject.share)
    added = form.tried(lambda: act(form)) if request.method == "POST" else None
    if added is not None:
        number = len(added)
        words = ngettext("The file is added.", "%(number)d files are added.", number)
        messages.success(request, words % {"number": number})
        return go(request, f"{subject.page}#files")
    return render(request, "files/attach.html", {"form": form, "subject": subject}, status=form.status)


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
    page = page_of(file)
    if request.method == "POST":
        remove_file(pk, by=request.user, at=request.now)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": file.name})
        return go(request, f"{page}#files")
    context = {"file": file, "page": page, "here": HERE[file.subject_kind]}
    return render(request, "files/delete.html", context)
