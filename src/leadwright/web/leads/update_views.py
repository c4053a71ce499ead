"""The window of an update: what a lead turned out to be, how an opportunity goes on, and how it ends."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from leadwright.activities.actions import update_lead
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, is_possible
from leadwright.leads.models import Lead
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.leads.act_views import dialog_methods
from leadwright.web.leads.dialogs import Dialog, lead_for, run
from leadwright.web.leads.edit_views import as_typed, change_from
from leadwright.web.leads.page import name_of
from leadwright.web.leads.update_forms import WORTH, OpportunityForm, QualifyForm, UpdateForm
from leadwright.web.parts.lead_acts import labels

OWN = "fields"
COLUMNS = {"amount": "target_amount", "expected": "expected_completion_at"}


@dialog_methods
def update(request: WebRequest, number: int) -> HttpResponse:
    """Say what a lead is; of an opportunity, how it goes on or how it ended."""
    seen = fetch_lead(number, by=request.user)
    if seen.is_opportunity and seen.is_open:
        return _opportunity(request, lead_for(request, number, Verb.EDIT))
    return _qualification(request, lead_for(request, number, Verb.QUALIFY))


def _qualification(request: WebRequest, lead: Lead) -> HttpResponse:
    by = request.user
    may_edit = is_possible(lead, Verb.EDIT, by=by)
    form = QualifyForm(typed(request), lead=lead, by=by, may_edit=may_edit, initial=_initial(lead, request))

    def act() -> None:
        names = [COLUMNS.get(name, name) for name in WORTH if name in form.data and name in form.changed_data]
        names += [OWN] if may_edit else []
        changes = {name: value for name, value in change_from(form, lead, by=by).items() if name in names}
        _updated(request, lead, form, changes, verb=Verb.QUALIFY, data=form.said())

    return run(request, lead, form, act, dialog=_dialog(lead, request), more={"closed_acts": labels()})


def _opportunity(request: WebRequest, lead: Lead) -> HttpResponse:
    form = OpportunityForm(typed(request), lead=lead, by=request.user, initial=_initial(lead, request))

    def act() -> None:
        end = form.end()
        names = {"contact", "owner", "description", OWN, *(COLUMNS.get(row, row) for row in WORTH)}
        given = change_from(form, lead, by=request.user)
        changes = {name: value for name, value in given.items() if name in names}
        if end is None:
            changes["status"] = form.cleaned_data["outcome"]
        _updated(request, lead, form, changes, verb=end, data=form.said() if end else None)

    return run(request, lead, form, act, dialog=_dialog(lead, request), more={"closed_acts": labels()})


def _updated(
    request: WebRequest,
    lead: Lead,
    form: UpdateForm,
    changes: dict[str, Any],
    *,
    verb: Verb | None,
    data: dict[str, Any] | None,
) -> None:
    version = form.cleaned_data.get("version")
    done = form.done_rows.typed(form.cleaned_data)
    by, at = request.user, request.now
    update_lead(lead.pk, changes, done=done, by=by, at=at, version=version, verb=verb, data=data)


def _initial(lead: Lead, request: WebRequest) -> dict[str, Any]:
    known = as_typed(lead, request.user)
    return {name: known[name] for name in ("version", "amount", "success_rate", "expected")}


def _dialog(lead: Lead, request: WebRequest) -> Dialog:
    return Dialog(
        title=_("Update Lead/Opportunity"),
        subtitle=f"{lead} {name_of(lead, request.user)}",
        submit=_("Save update"),
        done=_("The update is saved."),
        file="leads/dialogs/update.html",
        footnote=_("Stays in the history for good"),
    )
