"""Communicate a lead: a text with tags, tried out before it goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.communication import actions
from leadwright.communication.models import Communication
from leadwright.communication.tag_table import known_tags
from leadwright.communication.writing import Draft
from leadwright.files.quotas import words_of
from leadwright.foundation.pages import render
from leadwright.leads.brands import speak_of_lead
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.models import Lead
from leadwright.leads.sides import name_of_other_side
from leadwright.leads.telling import known_to
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.communication.forms import ComposeForm

FILL, PREVIEW = "fill", "preview"


@takes("template", "medium")
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: WebRequest, number: int) -> HttpResponse:
    """Show the form; fill it from a template, show what would be said, or say it."""
    by = request.user
    lead = fetch_lead(number, by=by)
    speak_of_lead(lead)
    check(lead, Verb.COMMUNICATE, by=by)
    part = request.POST.get("part", "") if request.method == "POST" else FILL
    form = _form(request, lead, is_filled=part == FILL)
    draft = None
    if part == PREVIEW:
        draft = form.tried(lambda: actions.preview(number, form.payload(), by=by, at=request.now))
    elif part != FILL:
        row = form.tried(lambda: actions.communicate(number, form.payload(), by=by, at=request.now))
        if row is not None:
            messages.success(request, _done(row))
            return go(request, reverse("lead", args=[number]))
    status = form.status if draft is None else 200
    return render(request, "communication/compose.html", _context(form, lead, draft, by), status=status)


def _form(request: WebRequest, lead: Lead, *, is_filled: bool) -> ComposeForm:
    """Return the form as it was sent, or filled from a template: what was typed meanwhile stays."""
    more: dict[str, Any] = {
        "lead": lead,
        "by": request.user,
        "now": request.now,
        "other_side": name_of_other_side(lead, request.user.organisation_id),
    }
    if not is_filled:
        return ComposeForm(typed(request), **more)
    sent = request.POST if request.method == "POST" else request.GET
    filled = ComposeForm(**more).with_template(sent.dict())
    filled |= {name: sent.getlist(name) for name in ("attached", "to", "cc") if request.method == "POST"}
    return ComposeForm(initial={name: value for name, value in filled.items() if value != ""}, **more)


def _done(row: Communication) -> str:
    return _("The mail is on its way.") if row.message_key else _("The communication is noted.")


def _context(form: ComposeForm, lead: Lead, draft: Draft | None, by: User) -> dict[str, Any]:
    seen = known_to(by, lead)
    return {
        "form": form,
        "lead": seen,
        "number": lead.pk,
        "contact": seen.contact.name if seen.contact else "",
        "address": reverse("lead-communicate", args=[lead.pk]),
        "lead_address": reverse("lead", args=[lead.pk]),
        "tags": sorted(known_tags(by, lead=lead).items()),
        "draft": draft,
        "recipients": ", ".join(row.address for row in draft.recipients) if draft else "",
        "carried": ", ".join(f"{file.name} ({words_of(file.size)})" for file in draft.files) if draft else "",
        "limit": draft.medium.limit if draft else None,
    }
