"""Make a lead of an interaction."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.activities.actions import make_lead
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import fetch
from leadwright.foundation.pages import render
from leadwright.web.activities.lead_form import LeadOfActivityForm
from leadwright.web.base.requests import WebRequest, go, typed


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: WebRequest, pk: int) -> HttpResponse:
    """Enter a lead from an interaction; the page of the lead follows."""
    activity = fetch(pk, by=request.user)
    check(activity, Verb.MAKE_LEAD, by=request.user)
    form = LeadOfActivityForm(typed(request), activity=activity, by=request.user)
    if request.method == "POST" and not form.is_searching:
        lead = form.tried(
            lambda: make_lead(
                pk,
                form.lead_data(),
                by=request.user,
                at=request.now,
                product=form.cleaned_data["product"],
            )
        )
        if lead is not None:
            messages.success(request, _("The lead is entered, and the interaction belongs to it."))
            return go(request, reverse("lead", args=[lead.pk]))
    context = {
        "form": form,
        "activity": activity,
        "address": request.path,
        "back": reverse("activity", args=[pk]),
    }
    status = 200 if form.is_searching else form.status
    return render(request, "activities/lead.html", context, status=status)
