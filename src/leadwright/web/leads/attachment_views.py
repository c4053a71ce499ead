"""What hangs on a lead: products of interest, team, competitors and notes, each changed in a dialog."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import NotFound
from leadwright.leads import actions
from leadwright.leads.features import part_of
from leadwright.leads.lifecycle import Verb
from leadwright.leads.models import Lead, ProductOfInterest
from leadwright.leads.sides import name_of_other_side
from leadwright.leads.states import Feature
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.leads import attachment_forms as forms
from leadwright.web.leads.act_views import dialog_methods
from leadwright.web.leads.dialogs import Dialog, lead_for, run
from leadwright.web.leads.forms import ConfirmForm


@part_of(Feature.PRODUCTS)
@dialog_methods
def add_product(request: WebRequest, number: int) -> HttpResponse:
    """Add a product of interest."""
    lead = lead_for(request, number, Verb.EDIT)
    form = forms.ProductForm(typed(request), lead=lead)
    dialog = Dialog(title=_("Add a product of interest"), submit=_("Add"), done=_("The product is added."))

    def act() -> object:
        return actions.add_product(number, form.cleaned_data, by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)


@part_of(Feature.PRODUCTS)
@dialog_methods
def change_product(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Write other notes on a product of interest."""
    lead = lead_for(request, number, Verb.EDIT)
    line = _line(lead, pk)
    form = forms.ProductNotesForm(typed(request), line=line)
    dialog = Dialog(title=line.product.label, submit=_("Save"), done=_("The notes are saved."))

    def act() -> object:
        return actions.change_product(number, pk, form.cleaned_data, by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)


@part_of(Feature.PRODUCTS)
@dialog_methods
def remove_product(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Take a product of interest off a lead."""
    lead = lead_for(request, number, Verb.EDIT)
    line = _line(lead, pk)
    dialog = _taking_off(line.product.label, lede=_("Its notes go with it; the history keeps them."))
    act = partial(actions.remove_product, number, pk, by=request.user, at=request.now)
    return run(request, lead, ConfirmForm(typed(request)), act, dialog=dialog)


def _taking_off(name: str, *, lede: str = "") -> Dialog:
    return Dialog(
        title=_("Take %(name)s off this lead") % {"name": name},
        submit=_("Take off"),
        kind="danger",
        lede=lede,
        done=_("%(name)s is off this lead.") % {"name": name},
    )


def _line(lead: Lead, pk: int) -> ProductOfInterest:
    line: ProductOfInterest | None = lead.products.select_related("product").filter(pk=pk).first()
    if line is None:
        raise NotFound
    return line


@part_of(Feature.TEAM)
@dialog_methods
def add_member(request: WebRequest, number: int) -> HttpResponse:
    """Put a colleague on the team of a lead."""
    lead = lead_for(request, number, Verb.EDIT)
    form = forms.MemberForm(typed(request), lead=lead)
    dialog = Dialog(
        title=_("Add to the team"),
        submit=_("Add"),
        done=_("The team has another member."),
        lede=_("Whoever is on the team sees this lead and can work on it."),
    )

    def act() -> object:
        return actions.add_member(number, form.cleaned_data["user"], by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)


@part_of(Feature.TEAM)
@dialog_methods
def remove_member(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Take a colleague off the team of a lead."""
    lead = lead_for(request, number, Verb.EDIT)
    member = User.objects.filter(pk=pk).first() if pk in lead.team else None
    if member is None:
        raise NotFound
    act = partial(actions.remove_member, number, pk, by=request.user, at=request.now)
    return run(request, lead, ConfirmForm(typed(request)), act, dialog=_taking_off(member.name))


@part_of(Feature.COMPETITORS)
@dialog_methods
def add_competitor(request: WebRequest, number: int) -> HttpResponse:
    """Note who else is after a lead."""
    lead = lead_for(request, number, Verb.EDIT)
    form = forms.CompetitorForm(typed(request), lead=lead)
    dialog = Dialog(title=_("Add a competitor"), submit=_("Add"), done=_("The competitor is added."))

    def act() -> object:
        return actions.add_competitor(
            number, form.cleaned_data["competitor"], by=request.user, at=request.now
        )

    return run(request, lead, form, act, dialog=dialog)


@part_of(Feature.COMPETITORS)
@dialog_methods
def remove_competitor(request: WebRequest, number: int, code: str) -> HttpResponse:
    """Take a competitor off a lead."""
    lead = lead_for(request, number, Verb.EDIT)
    row = lead.competitors.filter(code=code).first()
    if row is None:
        raise NotFound
    act = partial(actions.remove_competitor, number, code, by=request.user, at=request.now)
    return run(request, lead, ConfirmForm(typed(request)), act, dialog=_taking_off(row.label))


@part_of(Feature.NOTES)
@dialog_methods
def write_note(request: WebRequest, number: int) -> HttpResponse:
    """Write a note about a lead, open or closed; the form stands on the lead's page too."""
    lead = lead_for(request, number, Verb.NOTE)
    form = forms.NoteForm(typed(request), other_side=name_of_other_side(lead, request.user.organisation_id))
    dialog = Dialog(
        title=_("Write a note"),
        submit=_("Save note"),
        done=_("The note is saved."),
        footnote=_("A note cannot be changed later."),
        leads_to=reverse("lead", args=[number]) + "#notes",
    )

    def act() -> object:
        return actions.write_note(number, form.cleaned_data, by=request.user, at=request.now)

    return run(request, lead, form, act, dialog=dialog)
