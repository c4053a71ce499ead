"""Win and lose: how a lead ends."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from leadwright.leads import actions
from leadwright.leads.features import part_of
from leadwright.leads.lifecycle import Verb
from leadwright.leads.states import Feature, State
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.leads import forms
from leadwright.web.leads.act_views import dialog_methods
from leadwright.web.leads.closing_forms import ConvertForm, WinForm
from leadwright.web.leads.dialogs import Dialog, lead_for, run
from leadwright.web.leads.page import name_of


@dialog_methods
def win(request: WebRequest, number: int) -> HttpResponse:
    """Close a lead as won; an opportunity with its deal."""
    lead = lead_for(request, number, Verb.WIN)
    form = WinForm(typed(request), by=request.user, lead=lead)
    dialog = Dialog(
        title=_("Win %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Win"),
        lede=form.payload,
        done=_("Well done: the lead is won."),
        footnote=_("A closed lead cannot be opened again"),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.win(number, by=request.user, at=request.now, **form.deal()),
        dialog=dialog,
    )


@part_of(Feature.CONVERSION)
@dialog_methods
def convert(request: WebRequest, number: int) -> HttpResponse:
    """Make a customer of the contact of a lead that was won without."""
    lead = lead_for(request, number, Verb.CONVERT)
    form = ConvertForm(typed(request), lead=lead)
    dialog = Dialog(
        title=_("Make a customer of %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Convert to customer"),
        lede=form.payload,
        done=_("The contact is a customer now."),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.convert(number, by=request.user, at=request.now, account=form.account()),
        dialog=dialog,
    )


@dialog_methods
def lose(request: WebRequest, number: int) -> HttpResponse:
    """Close a lead as lost, with its reason."""
    lead = lead_for(request, number, Verb.LOSE)
    form = forms.CloseForm(typed(request), by=request.user, lead=lead, state=State.LOST)
    dialog = Dialog(
        title=_("Lose %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Lose"),
        kind="danger",
        done=_("The lead is lost, and its reason is kept."),
        footnote=_("A closed lead cannot be opened again"),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.lose(number, by=request.user, at=request.now, **form.deal()),
        dialog=dialog,
    )
