"""The acts on a lead, each a dialog or a press."""

from functools import partial
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leadwright.foundation.pages import render
from leadwright.foundation.refusals import Refused
from leadwright.leads import actions
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, is_possible
from leadwright.leads.models import Lead
from leadwright.leads.states import State
from leadwright.people.actions.denials import is_denial
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.leads import forms
from leadwright.web.leads.dialogs import Dialog, lead_for, run
from leadwright.web.leads.list import forget_default_owner, list_context
from leadwright.web.leads.overview import card_of, tiles, waiting
from leadwright.web.leads.page import name_of, offer_of
from leadwright.web.parts.shapes import OfferCard

dialog_methods = require_http_methods(["GET", "HEAD", "POST"])


def _in_place(request: WebRequest) -> bool:
    return request.POST.get("from") == "overview" and bool(request.headers.get("HX-Request"))


def _answered(request: WebRequest, card: OfferCard, *, status: int = 200) -> HttpResponse:
    """Answer in place with the card, and bring the key figures and the list up to date along with it."""
    forget_default_owner(request.user)
    request.GET = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    context = {
        "offer": card,
        "tiles": tiles(request.user, request.now),
        "offers_count": waiting(request.user, request.now)["offers_count"],
        "in_place": True,
        **list_context(request, address=reverse("overview"), strict=False),
    }
    return render(request, "leads/offer_answered.html", context, status=status)


def _asked_to_accept(request: WebRequest, lead: Lead) -> HttpResponse:
    """Ask whether somebody takes a lead on; the page of one that he cannot, or no longer can, says why."""
    if not is_possible(lead, Verb.ACCEPT, by=request.user):
        return go(request, reverse("lead", args=[lead.pk]))
    card = card_of(lead, request.now, by=request.user)
    until = offer_of(lead)
    return render(request, "leads/accept.html", {"offer": card, "until": until, "lead": lead})


@dialog_methods
def accept(request: WebRequest, number: int) -> HttpResponse:
    """Take a waiting lead on; on the overview the card itself says so. A link in a mail leads to the question."""
    seen = fetch_lead(number, by=request.user)
    if request.method != "POST":
        return _asked_to_accept(request, seen)
    try:
        actions.accept(number, by=request.user, at=request.now)
    except Refused as no:
        if not _in_place(request) or is_denial(no):
            raise
        card = card_of(seen, request.now, by=request.user, result=no.sentence, is_open=True)
        return render(request, "leads/offer_card.html", {"offer": card}, status=no.status)
    days = seen.type.qualification_days
    yours = ngettext(
        "%(name)s is yours. Qualify it within %(n)d day.",
        "%(name)s is yours. Qualify it within %(n)d days.",
        days,
    )
    text = yours % {"name": name_of(seen, request.user), "n": days}
    forget_default_owner(request.user)
    if _in_place(request):
        return _answered(request, card_of(seen, request.now, by=request.user, result=text, is_open=True))
    messages.success(request, text)
    return go(request, reverse("lead", args=[number]))


@dialog_methods
def reject(request: WebRequest, number: int) -> HttpResponse:
    """Turn an offer down; on the overview the card itself says so."""
    lead = lead_for(request, number, Verb.REJECT)
    form = forms.RejectForm(typed(request))

    def act() -> object:
        return actions.reject(number, by=request.user, at=request.now, **form.cleaned_data)

    text = _("%(name)s went back to its sender.") % {"name": name_of(lead, request.user)}
    if request.method == "POST" and _in_place(request):
        done = form.done(act)
        fault = "" if done else " ".join(str(row) for some in form.errors.values() for row in some)
        card = card_of(lead, request.now, by=request.user, result=text if done else "", fault=fault)
        return _answered(request, card, status=200 if done else form.status)
    dialog = Dialog(
        title=_("Reject %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Reject this lead"),
        kind="danger",
        lede=_("It goes back to its sender, and your company no longer sees it."),
        done=text,
        leads_to=reverse("overview"),
    )
    return run(request, lead, form, act, dialog=dialog)


def _offered(request: WebRequest, number: int) -> str:
    """Say to whom the lead is offered now, as far as its sender still sees it."""
    lead = Lead.objects.within_reach(request.user, "lead.view").with_rules().filter(pk=number).first()
    return (offer_of(lead) if lead else "") or _("The lead is offered.")


@dialog_methods
def offer(request: WebRequest, number: int) -> HttpResponse:
    """Offer a lead to an organisation, a unit or a person."""
    lead = lead_for(request, number, Verb.OFFER)
    form = forms.OfferForm(typed(request), by=request.user)
    dialog = Dialog(
        title=_("Offer %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Offer"),
        lede=_("Who may accept is told by mail at once, and the working-day clock starts."),
        done=lambda: _offered(request, number),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.offer(number, by=request.user, at=request.now, **form.target()),
        dialog=dialog,
    )


@dialog_methods
def withdraw(request: WebRequest, number: int) -> HttpResponse:
    """Take an unanswered offer back."""
    lead = lead_for(request, number, Verb.WITHDRAW)
    dialog = Dialog(
        title=_("Withdraw the offer of %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Withdraw"),
        lede=_("The lead goes back into your queue."),
        done=_("The offer is withdrawn."),
    )
    act = partial(actions.withdraw, number, by=request.user, at=request.now)
    return run(request, lead, forms.ConfirmForm(typed(request)), act, dialog=dialog)


@dialog_methods
def start(request: WebRequest, number: int) -> HttpResponse:
    """Begin work in one of the statuses in progress."""
    lead = lead_for(request, number, Verb.START)
    form = forms.StatusForm(typed(request), by=request.user, lead=lead, state=State.IN_PROGRESS)
    dialog = Dialog(
        title=_("Start progress on %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Start"),
        done=_("Work has started."),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.start(
            number, by=request.user, at=request.now, status=form.cleaned_data["status_code"]
        ),
        dialog=dialog,
    )


@dialog_methods
def cancel(request: WebRequest, number: int) -> HttpResponse:
    """Cancel a lead that was made by mistake."""
    lead = lead_for(request, number, Verb.CANCEL)
    form = forms.StatusForm(typed(request), by=request.user, lead=lead, state=State.CANCELLED)
    dialog = Dialog(
        title=_("Cancel %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Cancel the lead"),
        kind="danger",
        lede=_("For a lead that was made by mistake. It cannot be opened again."),
        done=_("The lead is cancelled."),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.cancel(
            number, by=request.user, at=request.now, status=form.cleaned_data["status_code"]
        ),
        dialog=dialog,
    )


@dialog_methods
def assign(request: WebRequest, number: int) -> HttpResponse:
    """Give a lead another owner."""
    lead = lead_for(request, number, Verb.ASSIGN)
    form = forms.OwnerForm(typed(request), lead=lead, by=request.user)
    dialog = Dialog(
        title=_("Change the owner of %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Save"),
        lede=_("The new owner is told by mail."),
        done=_("The lead is assigned."),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.assign(number, by=request.user, at=request.now, **form.cleaned_data),
        dialog=dialog,
    )


@dialog_methods
def postpone(request: WebRequest, number: int) -> HttpResponse:
    """Put the clock that runs out next off, once and with a reason."""
    lead = lead_for(request, number, Verb.POSTPONE)
    form = forms.PostponeForm(typed(request))
    days = lead.type.longest_postponement_days
    dialog = Dialog(
        title=_("Put the clock off"),
        submit=_("Put off"),
        lede=ngettext(
            "A clock is put off once, by %(n)d day at most; your reason stands in the history.",
            "A clock is put off once, by %(n)d days at most; your reason stands in the history.",
            days,
        )
        % {"n": days},
        done=_("The clock is put off."),
    )

    def act() -> object:
        return actions.postpone(number, by=request.user, at=request.now, **form.cleaned_data)

    return run(request, lead, form, act, dialog=dialog)


@dialog_methods
def extend(request: WebRequest, number: int) -> HttpResponse:
    """Note that the customer showed interest again."""
    lead = lead_for(request, number, Verb.EXTEND)
    source = request.GET.get("source", "")
    form = forms.ExtendForm(typed(request), lead=lead, by=request.user, initial={"source": source[:60]})
    dialog = Dialog(
        title=_("New interest in %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Extend this lead"),
        lede=_("The lead stays the same; what is wanted now is added to it, and its owner is told."),
        done=_("The new interest is noted on this lead."),
    )
    return run(
        request,
        lead,
        form,
        lambda: actions.extend(number, by=request.user, at=request.now, **form.payload()),
        dialog=dialog,
    )


@dialog_methods
def delete(request: WebRequest, number: int) -> HttpResponse:
    """Take a pending lead out of all lists."""
    lead = lead_for(request, number, Verb.DELETE)
    dialog = Dialog(
        title=_("Delete %(name)s") % {"name": name_of(lead, request.user)},
        submit=_("Delete"),
        kind="danger",
        lede=_("It leaves all lists; its history stays, and its number is not used again."),
        done=_("The lead is deleted."),
        leads_to=reverse("leads"),
    )
    act = partial(actions.delete, number, by=request.user, at=request.now, version=lead.version)
    return run(request, lead, forms.ConfirmForm(typed(request)), act, dialog=dialog)
