"""One way to run a dialog: show its form, call its action, lead on; over the page or as a page of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from leadwright.foundation.pages import render
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.models import Lead
from leadwright.web.base.forms import ActForm
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.leads.list import forget_default_owner
from leadwright.web.leads.page import faces_of, main_face


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """The words of a dialog, the file that draws it, and what is said when it is done, or what says it then."""

    title: str
    submit: str
    done: str | Callable[[], str]
    file: str = "leads/dialogs/plain.html"
    kind: str = "primary"
    lede: str = ""
    footnote: str = ""
    leads_to: str = ""


def lead_for(request: WebRequest, number: int, verb: Verb) -> Lead:
    """Return a lead within reach on which a verb is possible now, or refuse."""
    lead = fetch_lead(number, by=request.user)
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
    if request.method == "POST" and is_sent and form.done(act):
        forget_default_owner(request.user)
        messages.success(request, dialog.done if isinstance(dialog.done, str) else dialog.done())
        return go(request, dialog.leads_to or reverse("lead", args=[lead.pk]))
    over_the_page = request.headers.get("HX-Target", "").endswith("dialog")
    context = {
        "title": dialog.title,
        "submit": dialog.submit,
        "kind": dialog.kind,
        "lede": dialog.lede,
        "footnote": dialog.footnote,
        "dialog_file": dialog.file,
        "form": form,
        "number": lead.pk,
        "address": request.get_full_path(),
        "lead_address": reverse("lead", args=[lead.pk]),
        "face": main_face(lead, faces_of(lead, request.now), request.now),
        **(more or {}),
    }
    page = "leads/dialog_fragment.html" if over_the_page else "leads/dialog.html"
    return render(request, page, context, status=form.status)
