"""The dialogs of a lead: a verb that is possible, its form, and the page of the lead behind it."""

__all__ = ["Dialog", "lead_for", "run"]

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.leads.brands import speak_of_lead
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.models import Lead
from leadwright.web.base.forms import ActForm
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest
from leadwright.web.leads.list import forget_default_owner
from leadwright.web.leads.page import faces_of, main_face
from leadwright.web.parts.dialogs import Dialog, Surroundings, run_dialog


def lead_for(request: WebRequest, number: int, verb: Verb) -> Lead:
    """Return a lead within reach on which a verb is possible now, or refuse."""
    lead = fetch_lead(number, by=request.user)
    speak_of_lead(lead)
    check(lead, verb, by=request.user)
    return lead


def run(
    request: WebRequest,
    lead: Lead,
    form: ActForm,
    act: Callable[[], object],
    *,
    dialog: Dialog,
    more: Mapping[str, Any] | None = None,
    is_sent: bool = True,
    changed: tuple[str, int] | None = None,
) -> HttpResponse:
    """Show the form; once it is sent and the action has not refused, lead on. What is `changed` may not be the lead."""
    kind, pk = changed or ("lead", lead.pk)
    form.changed_by = partial(latest_change, kind, pk, organisation_id=request.user.organisation_id)

    def acted() -> object:
        result = act()
        forget_default_owner(request.user)
        return result

    return run_dialog(
        request,
        form,
        acted,
        dialog=dialog,
        around=around(lead),
        more=_drawn(lead, request, more),
        is_sent=is_sent,
    )


def around(lead: Lead) -> Surroundings:
    """Return where the dialogs of a lead stand."""
    back = reverse("lead", args=[lead.pk])
    return Surroundings(place="leads", crumbs=[(_("Leads"), reverse("leads")), (str(lead), back)], back=back)


def _drawn(lead: Lead, request: WebRequest, more: Mapping[str, Any] | None) -> dict[str, Any]:
    face = main_face(lead, faces_of(lead, request.now), request.now)
    return {"number": lead.pk, "face": face, **(more or {})}
