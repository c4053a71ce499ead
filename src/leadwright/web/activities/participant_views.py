"""Who takes part in an activity: a known contact is added, or somebody new is entered for that."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.activities.actions import add_participant
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import fetch
from leadwright.activities.models import Activity
from leadwright.contacts.actions import refuse_faulty
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.numbers import number_in
from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.web.activities.participant_forms import PREFIX, NewParticipantForm, PartnerForm, begun_with
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.parts.contact_picks import PICKS, ContactPickForm, asks_for_picks, picks_of
from leadwright.web.parts.dialogs import Dialog, Surroundings, run_dialog
from leadwright.web.parts.likely_contacts import STOP, likely_contacts
from leadwright.web.parts.matching_contacts import ContactMatch
from leadwright.web.parts.shapes import Step

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _joined(request: WebRequest, pk: int, *, by_new: bool = False) -> Activity:
    """Return an activity in which somebody else can take part; somebody new needs the right to enter contacts."""
    activity = fetch(pk, by=request.user)
    check(activity, Verb.ADD_PARTICIPANT, by=request.user)
    if by_new:
        require(request.user, "contact.create")
    return activity


@form_methods
def add(request: WebRequest, pk: int) -> HttpResponse:
    """Add a known contact; to look for one stores nothing."""
    activity = _joined(request, pk)
    picks = picks_of(request, near=_first_contact(activity))
    if asks_for_picks(request):
        return render(request, PICKS, picks)
    is_looking = "look" in request.POST
    form = ContactPickForm(None if is_looking else typed(request))
    page, title = reverse("activity", args=[pk]), activity.title
    dialog = Dialog(
        title=_("Add a contact to %(name)s") % {"name": title},
        submit=_("Add"),
        done=_("The contact takes part."),
        file="activities/participant.html",
    )
    around = Surroundings(
        place="activities",
        crumbs=[(_("Business interactions"), reverse("activities")), (title, page)],
        back=page,
    )

    def act() -> object:
        data = {"contact": form.cleaned_data["picked"]}
        return add_participant(pk, data, by=request.user, at=request.now)

    return run_dialog(request, form, act, dialog=dialog, around=around, more=picks, is_sent=not is_looking)


def _first_contact(activity: Activity) -> Contact | None:
    line = activity.participants.exclude(contact=None).select_related("contact__company").first()
    return line.contact if line else None


@form_methods
def new_contact(request: WebRequest, pk: int) -> HttpResponse:
    """Enter a contact who takes part; `company` in the address names the company that a contact person works for."""
    activity = _joined(request, pk, by_new=True)
    company = _company(request)
    form = NewParticipantForm(typed(request), by=request.user, initial=begun_with(company))
    alike: list[ContactMatch] = []
    if request.method == "POST" and form.is_valid():
        alike = _alike(request, form.payload())
        data = {"contact": form.payload()}
        entered = None if alike else form.done(lambda: _added(request, pk, data))
        if entered:
            return go(request, reverse("activity", args=[pk]))
    title = _("New contact person") if company else _("New contact")
    context = {"form": form, "title": title, "address": request.get_full_path()}
    return _form_page(request, "activities/new_contact.html", activity, alike, **context)


def _company(request: WebRequest) -> Contact | None:
    rows = Contact.objects.within_reach(request.user, "contact.view").filter(kind=Kind.COMPANY)
    return rows.filter(pk=number_in(request.GET.get("company", "")) or 0).first()


def _alike(request: WebRequest, draft: dict[str, Any]) -> list[ContactMatch]:
    """Return the contacts that a new one is likely to be, unless somebody said that it is another one."""
    if request.POST.get("another"):
        return []
    return likely_contacts(draft, by=request.user, least=STOP)


def _added(request: WebRequest, pk: int, data: dict[str, Any]) -> None:
    add_participant(pk, data, by=request.user, at=request.now)
    messages.success(request, _("The contact is saved, and takes part."))


def _form_page(
    request: WebRequest, file: str, activity: Activity, alike: list[ContactMatch], **context: Any
) -> HttpResponse:
    """Draw a form that enters somebody; whoever is known already can be picked instead."""
    data = {
        "activity": activity,
        "back": reverse("activity", args=[activity.pk]),
        "likely": alike,
        "asked": bool(alike),
        "way_on": f"{reverse('activity-participant', args=[activity.pk])}?picked=",
    }
    status = context.pop("status", context["form"].status)
    return render(request, file, data | context, status=status)


@form_methods
def partner(request: WebRequest, pk: int) -> HttpResponse:
    """Enter a partner in two steps: who it is, then who sees it; nothing is stored before the end."""
    activity = _joined(request, pk, by_new=True)
    form = PartnerForm(typed(request), by=request.user)
    alike: list[ContactMatch] = []
    is_last, is_sent = False, request.method == "POST" and "back" not in request.POST
    if is_sent and form.is_valid():
        alike = _alike(request, form.contact())
        if not alike and {"finish", "confirm_hidden"} & request.POST.keys():
            if form.done(lambda: _added(request, pk, {"contact": form.partner()})):
                return go(request, reverse("activity", args=[pk]))
            is_last = form.is_about_groups
        elif not alike:
            is_last = form.done(
                lambda: refuse_faulty(form.contact(), by=request.user, at=request.now, prefix=PREFIX)
            )
    is_asking = is_sent and (form.refusal is not None or alike or not form.is_valid())
    context = {
        "form": form,
        "steps": _steps(2 if is_last else 1),
        "is_last": is_last,
        "address": request.path,
        "another_words": _("No, it is another one: go on"),
        "status": form.status if is_asking else 200,
    }
    return _form_page(request, "activities/partner.html", activity, alike, **context)


def _steps(now: int) -> list[Step]:
    names = (_("Contact information"), _("Access group"))
    return [
        Step(label=name, mark="done" if place < now else "now" if place == now else "")
        for place, name in enumerate(names, 1)
    ]
