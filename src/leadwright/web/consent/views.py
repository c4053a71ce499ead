"""Consents: the matrix of a contact, what is written into it, its proof, and the lists behind it."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.consent import actions
from leadwright.consent.facts import ConsentListExtended
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.consent.proof import proof
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.foundation.days import last_moment
from leadwright.foundation.labels import Listed
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import refuse
from leadwright.history.models import Entry
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import may, require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.consent.forms import ConsentForm, WordingForm
from leadwright.web.parts.consent_matrix import consent_matrix
from leadwright.web.parts.history import audit_trail

LISTS: tuple[tuple[str, Any, type[Listed]], ...] = (
    ("consent_purposes", gettext_lazy("Purposes"), ConsentPurpose),
    ("consent_channels", gettext_lazy("Channels"), ConsentChannel),
    ("consent_senders", gettext_lazy("Senders"), ConsentSender),
)


@part_of(Feature.CONSENTS)
@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show what a contact agreed to, now or at the end of a chosen day."""
    contact = _contact(request, pk)
    asked = request.GET.get("at", "")
    at = _end_of(asked) if asked else request.now
    context = {
        "contact": contact,
        "consents": consent_matrix(contact, by=request.user, at=at, now=request.now),
        "day": asked,
        "at": at,
        "today": timezone.localdate(request.now).isoformat(),
    }
    return render(request, "parts/consents.html", context)


@part_of(Feature.CONSENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: WebRequest, pk: int) -> HttpResponse:
    """Write what is known of one cell, or ask the person by mail."""
    contact = _kept_contact(request, pk)
    cell = {name: request.GET.get(name, "") for name in ("channel", "sender", "purpose")}
    form = ConsentForm(typed(request), now=request.now, initial=cell)
    if request.method == "POST" and form.done(
        lambda: actions.enter(pk, form.data_for_action(), by=request.user, at=request.now)
    ):
        asked = form.cleaned_data["confirm"]
        messages.success(request, _("The question is on its way by mail.") if asked else _("Saved."))
        return go(request, reverse("contact-consents", args=[pk]))
    over_the_page = request.headers.get("HX-Target", "").endswith("dialog")
    context = {"contact": contact, "form": form, "address": request.path}
    page = "consent/dialog.html" if over_the_page else "consent/write.html"
    return render(request, page, context, status=form.status)


@part_of(Feature.CONSENTS)
@require_safe
def show_proof(request: WebRequest, pk: int) -> HttpResponse:
    """Hand out everything that shows a contact's consents, as a file."""
    contact = _kept_contact(request, pk)
    response = JsonResponse(proof(contact, at=request.now), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="consents-{pk}.json"'
    return response


def _contact(request: WebRequest, pk: int) -> Contact:
    return Contact.objects.within_reach(request.user, "contact.view").fetch(pk)


def _kept_contact(request: WebRequest, pk: int) -> Contact:
    """Return a contact whose consents the reader keeps."""
    contact = _contact(request, pk)
    check(contact, Verb.RECORD_CONSENT, by=request.user)
    return contact


def _end_of(text: str) -> datetime:
    """Return the last moment of a day in the reader's zone."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        refuse("FIELD_INVALID", field="at", reason=_("write a date as 2000-06-15"))
    if not 1990 <= day.year <= 2200:
        refuse("FIELD_INVALID", field="at", reason=_("choose a day between 1990 and 2200"))
    return last_moment(day, timezone.get_current_timezone())


@part_of(Feature.CONSENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: WebRequest) -> HttpResponse:
    """Show the lists of consents with their wordings; publish the next version of a wording."""
    require(request.user, "configuration.edit")
    form = WordingForm(typed(request), auto_id="wording_%s")
    if request.method == "POST" and form.done(lambda: _publish(form, request)):
        messages.success(request, _("Saved."))
        return go(request, reverse("company-consent"))
    context = {
        "form": form,
        "lists": [
            (reverse(f"settings-{kind}"), name, model._default_manager.filter(is_retired=False))
            for kind, name, model in LISTS
        ],
        "purposes": ConsentPurpose.objects.prefetch_related("wordings"),
        "may_manage": may(request.user, "user.manage"),
        "trail": audit_trail(request, Entry.objects.filter(fact=ConsentListExtended.name)),
    }
    return render(request, "consent/lists.html", context, status=form.status)


def _publish(form: WordingForm, request: WebRequest) -> object:
    purpose = form.cleaned_data["purpose"]
    return actions.publish_wording(purpose, form.texts(), by=request.user, at=request.now)
