"""Changes on the version that was seen."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.foundation.pages import render
from leadwright.leads import actions, fields
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead
from leadwright.leads.telling import known_to
from leadwright.people.models import User
from leadwright.web.base.forms import ActForm, amount_given
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.leads.channel_forms import picks_of
from leadwright.web.leads.dialogs import lead_for
from leadwright.web.leads.forms import EditForm, amount_typed
from leadwright.web.leads.page import name_of
from leadwright.web.parts.own_fields import OwnFieldsForm, own_data, without_own_fields

MADE_UP = ("amount", "expected", "status_code", "estimate_amount", "estimate_unit")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebRequest, number: int) -> HttpResponse:
    """Change a lead; when somebody was faster, what both changed is shown side by side and chosen."""
    lead = lead_for(request, number, Verb.EDIT)
    form = EditForm(typed(request), lead=lead, by=request.user, initial=as_typed(lead, request.user))
    form.changed_by = partial(latest_change, "lead", number, organisation_id=request.user.organisation_id)
    if request.method == "POST" and form.done(lambda: _edited(request, lead, form)):
        messages.success(request, _("The lead is saved."))
        return go(request, reverse("lead", args=[number]))
    context = {
        "form": form,
        "picks": picks_of(known_to(request.user, lead)),
        "number": number,
        "title": _("Edit %(name)s") % {"name": name_of(lead, request.user)},
        "address": request.path,
        "lead_address": reverse("lead", args=[number]),
    }
    return render(request, "leads/edit.html", context, status=form.status)


def as_typed(lead: Lead, by: User) -> dict[str, Any]:
    """Return a lead's fields as somebody would type them."""
    plain = {name: value for name, value in fields.read(lead).items() if name in fields.EDIT}
    return {name: "" if value is None else str(value) for name, value in plain.items()} | {
        "version": lead.version,
        "status_code": lead.status.code,
        "amount": amount_typed(known_to(by, lead)),
        "estimate_amount": lead.estimate.split()[0],
        "estimate_unit": lead.estimate.split()[1],
        "expected": timezone.localtime(lead.expected_completion_at).date(),
        "comment": lead.comment_of(by.organisation_id),
    }


def _edited(request: WebRequest, lead: Lead, form: EditForm) -> Lead:
    data = change_from(form, lead, by=request.user)
    version = form.cleaned_data.get("version")
    return actions.edit(lead.pk, data, by=request.user, at=request.now, version=version)


def change_from(form: OwnFieldsForm, lead: Lead, *, by: User) -> dict[str, Any]:
    """Return what the action is asked to change."""
    typed = without_own_fields(form.cleaned_data)
    typed.pop("version", None)
    data = {name: typed[name] for name in typed if name not in MADE_UP}
    if "status_code" in typed:
        data["status"] = typed["status_code"]
    if "amount" in typed:
        data["target_amount"] = _amount(typed["amount"], lead)
    data |= _dates(form, lead) | own_data(form, by=by)
    if "contact" in data and not data["contact"] and lead.contact_id is None:
        del data["contact"]
    if "owner" in data and not data["owner"] and lead.owner_id is None:
        del data["owner"]
    return data


def _dates(form: ActForm, lead: Lead) -> dict[str, Any]:
    """Return what was changed of estimate and expected completion; a new day keeps the time of day."""
    typed, changed = form.cleaned_data, set(form.changed_data)
    data: dict[str, Any] = {}
    if {"estimate_amount", "estimate_unit"} & changed:
        amount = typed.get("estimate_amount")
        data["estimate"] = {"amount": amount, "unit": typed["estimate_unit"]} if amount else ""
    if "expected" in changed and not typed.get("expected"):
        data["expected_completion_at"] = ""
    elif "expected" in changed:
        hour = timezone.localtime(lead.expected_completion_at).time()
        data["expected_completion_at"] = timezone.make_aware(datetime.combine(typed["expected"], hour))
    return data


def _amount(typed: str, lead: Lead) -> dict[str, str] | None:
    if not typed:
        return None
    return amount_given(typed, lead.target_currency or "")
