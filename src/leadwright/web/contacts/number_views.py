"""A person's national number: record it, reveal it once with a reason, remove it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.contacts import actions
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.contacts.national import masked_number
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.people.actions.denials import note_denial
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.contacts.number_forms import NumberForm, RevealForm


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: WebRequest, pk: int) -> HttpResponse:
    """Record the number with its legal basis."""
    contact = _person(request, pk)
    form = NumberForm(typed(request), initial={"country": contact.country})
    kept = None
    if request.method == "POST":
        kept = form.tried(
            lambda: actions.set_number(pk, **form.cleaned_data, by=request.user, at=request.now)
        )
    if kept is not None:
        messages.success(request, _("Saved."))
        for caution in kept.cautions:
            messages.warning(request, caution)
        return go(request, reverse("contact", args=[pk]))
    context = {"contact": contact, "form": form}
    return render(request, "contacts/number.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: WebRequest, pk: int) -> HttpResponse:
    """Show the number in full, once, to somebody who says why."""
    contact = _person(request, pk)
    if masked_number(contact) is None:
        raise NotFound
    form, number = RevealForm(typed(request)), None
    if request.method == "POST":
        asked = attempt_of(request, face="page")
        number = form.tried(
            lambda: actions.reveal_number(
                pk, **form.cleaned_data, asked=asked, by=request.user, at=request.now
            )
        )
        if form.refusal is not None:
            note_denial(asked, form.refusal, user=request.user, at=request.now)
    context = {"contact": contact, "form": form, "number": number}
    answer = render(request, "contacts/number_reveal.html", context, status=200 if number else form.status)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def remove(request: WebRequest, pk: int) -> HttpResponse:
    """Forget the number."""
    actions.remove_number(pk, by=request.user, at=request.now)
    messages.success(request, _("The national number is removed."))
    return go(request, reverse("contact", args=[pk]))


def _person(request: WebRequest, pk: int) -> Contact:
    contact = Contact.objects.within_reach(request.user, "contact.view").fetch(pk)
    check(contact, Verb.KEEP_NUMBER, by=request.user)
    return contact
