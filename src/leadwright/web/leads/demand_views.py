"""The demand of a lead: its lines, each changed in a dialog, and their total as the target amount."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import NotFound
from leadwright.leads import actions
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import DemandLine, Lead
from leadwright.leads.telling import require_visible
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.leads.act_views import dialog_methods
from leadwright.web.leads.demand_forms import DemandForm, as_typed
from leadwright.web.leads.dialogs import Dialog, lead_for, run
from leadwright.web.leads.forms import ConfirmForm


@dialog_methods
def add(request: WebRequest, number: int) -> HttpResponse:
    """Add a line."""
    lead = _lead(request, number)
    form = DemandForm(typed(request), lead=lead, by=request.user)
    dialog = Dialog(title=_("Add a line of demand"), submit=_("Add"), done=_("The line is added."))

    def act() -> object:
        return actions.add_demand(number, form.payload(), by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)


@dialog_methods
def change(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Change a line."""
    lead = _lead(request, number)
    line = _line(lead, pk)
    form = DemandForm(typed(request), lead=lead, by=request.user, line=line, initial=as_typed(line))
    dialog = Dialog(title=line.label, submit=_("Save"), done=_("The line is saved."))

    def act() -> object:
        return actions.change_demand(number, pk, form.payload(), by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)


@dialog_methods
def remove(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Take a line off."""
    lead = _lead(request, number)
    line = _line(lead, pk)
    dialog = Dialog(
        title=_("Take %(name)s off the demand") % {"name": line.label},
        submit=_("Take off"),
        kind="danger",
        lede=_("The history keeps what it said."),
        done=_("The line is off the demand."),
    )
    act = partial(actions.remove_demand, number, pk, by=request.user, at=request.now)
    return run(request, lead, ConfirmForm(typed(request)), act, dialog=dialog)


@dialog_methods
def aim(request: WebRequest, number: int) -> HttpResponse:
    """Make the total the target amount."""
    lead = _lead(request, number)
    dialog = Dialog(
        title=_("Take the total as the target amount"),
        submit=_("Take it"),
        done=_("The total is the target amount now."),
    )
    act = partial(actions.aim_at_demand, number, by=request.user, at=request.now)
    return run(request, lead, ConfirmForm(typed(request)), act, dialog=dialog)


def _lead(request: WebRequest, number: int) -> Lead:
    lead = lead_for(request, number, Verb.EDIT)
    require_visible(request.user, lead, "demand")
    return lead


def _line(lead: Lead, pk: int) -> DemandLine:
    line: DemandLine | None = lead.demand.select_related("product").filter(pk=pk).first()
    if line is None:
        raise NotFound
    return line
