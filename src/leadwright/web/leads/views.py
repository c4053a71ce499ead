"""Overview, list and page of a lead."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadwright.foundation.numbers import number_in
from leadwright.foundation.pages import render
from leadwright.foundation.sheets import Format
from leadwright.leads.actions.beginning import is_to_be_asked
from leadwright.leads.brands import speak_of_lead
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, is_possible
from leadwright.people.access import may
from leadwright.web.base.context import vendors_of
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.leads.attachments import record_of
from leadwright.web.leads.composing import composing
from leadwright.web.leads.demand import demand_panel
from leadwright.web.leads.history import timeline_context
from leadwright.web.leads.list import exported, list_context
from leadwright.web.leads.overview import tiles, waiting
from leadwright.web.leads.page import lead_page
from leadwright.web.parts.account_line import account_on
from leadwright.web.parts.files import OF_LEADS
from leadwright.web.parts.lead_acts import acts_on, closed, menu
from leadwright.web.parts.mail_lines import mails_on
from leadwright.web.parts.process_steps import process_card
from leadwright.web.parts.task_lines import tasks_of_lead


@require_safe
def overview(request: WebRequest) -> HttpResponse:
    """Show key figures, leads to accept, filters, and the reader's own leads by clock."""
    if may(request.user, "configuration.edit") and is_to_be_asked():
        return go(request, reverse("settings-setups"))
    context = {"now": request.now, "tiles": tiles(request.user, request.now)}
    context |= waiting(request.user, request.now)
    context |= list_context(request, address=reverse("overview"), strict=False)
    return render(request, "leads/overview.html", context)


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """Show the leads that fit the filters of the address."""
    vendors = dict(vendors_of(request.user.organisation_id))
    name = vendors.get(number_in(request.GET.get("sender")) or 0, "")
    panel = list_context(request, address=reverse("leads"))
    context = {
        "heading": name or _("Leads"),
        "subheading": _("Lead area") if name else "",
        "may_import": may(request.user, "lead.import"),
    }
    return render(request, "leads/list.html", context | panel, status=panel["filters"].status)


@require_safe
def opportunities(request: WebRequest) -> HttpResponse:
    """Show the sales opportunities: what was qualified as one or has a kind, each with its step."""
    panel = list_context(request, address=reverse("opportunities"), of_sales=True)
    context = {"heading": _("Sales opportunities"), "place": "opportunities"}
    return render(request, "leads/list.html", context | panel, status=panel["filters"].status)


@require_POST
def export(request: WebRequest, file_format: Format) -> HttpResponseBase:
    """Hand out the list as it is narrowed, as a file for spreadsheets."""
    return exported(request, file_format).answer(request)


@require_safe
def show(request: WebRequest, number: int) -> HttpResponse:
    """Show one lead with what can be done with it and what has happened."""
    lead = fetch_lead(number, by=request.user)
    speak_of_lead(lead)
    everything = request.GET.get("history") == "all"
    cursor = request.GET.get("cursor", "")
    acts = acts_on(lead, request.user, request.features)
    record = record_of(
        lead, by=request.user, may_edit=acts["edit"].allowed, notes_from=request.GET.get("notes", "")
    )
    takes_notes = record.may_note and request.features.has("notes")
    may_add = is_possible(lead, Verb.ATTACH, by=request.user)
    files = OF_LEADS.panel(lead, by=request.user, may_add=may_add, cursor=request.GET.get("files", ""))
    context = {
        "lead": lead_page(lead, by=request.user, at=request.now),
        "record": record,
        "files": files,
        "process": process_card(lead, by=request.user, at=request.now),
        "demand": demand_panel(lead, by=request.user, may_change=acts["edit"].allowed),
        "account": account_on(lead, request.user),
        "actions": acts,
        "menu": menu(acts),
        "closed_actions": closed(acts),
        **timeline_context(request, lead, everything=everything, cursor=cursor),
        **composing(request, lead, acts=acts, takes_files=files.may_add, takes_notes=takes_notes),
        "tasks": tasks_of_lead(lead, by=request.user, at=request.now),
        "mails": mails_on(lead, by=request.user, at=request.now, cursor=request.GET.get("mails", "")),
    }
    return render(request, "leads/show.html", context)
