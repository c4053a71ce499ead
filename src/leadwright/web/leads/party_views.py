"""Who takes part in a lead: contacts are added, get roles, become the main one, or are taken off."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.leads import actions
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead, Party
from leadwright.leads.parties import WHO
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.leads.act_views import dialog_methods
from leadwright.web.leads.dialogs import Dialog, lead_for, run
from leadwright.web.leads.forms import ConfirmForm
from leadwright.web.leads.page import name_of
from leadwright.web.leads.party_forms import PartyForm, PartyRolesForm
from leadwright.web.parts.contact_picks import PICKS, asks_for_picks, picks_of


@dialog_methods
def add(request: WebRequest, number: int) -> HttpResponse:
    """Add a contact to a lead; to look for one stores nothing."""
    lead = lead_for(request, number, Verb.EDIT)
    picks = picks_of(request, near=lead.contact)
    if asks_for_picks(request):
        return render(request, PICKS, picks)
    is_looking = "look" in request.POST
    form = PartyForm(None if is_looking else typed(request), initial=request.POST.dict() or None)
    dialog = Dialog(
        title=_("Add a contact to %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Add"),
        done=_("The contact takes part in this lead."),
        file="leads/dialogs/party.html",
    )

    def act() -> object:
        return actions.add_party(number, form.line(), by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog, more=picks, is_sent=not is_looking)


@dialog_methods
def change(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Say what a contact is in a lead, or make it the main one."""
    lead = lead_for(request, number, Verb.EDIT)
    line = _line(lead, pk)
    form = PartyRolesForm(typed(request), line=line)
    dialog = Dialog(
        title=_("Role of %(name)s") % {"name": line.contact.name if line.contact else ""},
        submit=_("Save"),
        done=_("The role is saved."),
    )

    def act() -> object:
        return actions.change_party(number, pk, form.change(), by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)


@dialog_methods
def remove(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Take a contact off a lead; the last one stays."""
    lead = lead_for(request, number, Verb.EDIT)
    line = _line(lead, pk)
    dialog = Dialog(
        title=_("Take %(name)s off this lead") % {"name": line.contact.name if line.contact else ""},
        submit=_("Take off"),
        kind="danger",
        lede=_("The contact itself stays as it is."),
        done=_("The contact takes part in this lead no longer."),
    )
    act = partial(actions.remove_party, number, pk, by=request.user, at=request.now)
    return run(request, lead, ConfirmForm(typed(request)), act, dialog=dialog)


def _line(lead: Lead, pk: int) -> Party:
    line: Party | None = lead.parties.select_related(*WHO).filter(pk=pk).first()
    if line is None:
        raise NotFound
    return line
