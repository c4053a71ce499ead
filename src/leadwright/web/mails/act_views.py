"""What is done with a mail, each act on a page of its own with its form."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.foundation.pages import render
from leadwright.leads.models import Lead
from leadwright.mails import actions
from leadwright.mails.lifecycle import Verb, check
from leadwright.mails.models import Mail
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.mails.forms import AttachForm, LeadForm, PutAsideForm, lede_of_lead
from leadwright.web.parts.mail_lines import mail_line

methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the page of an act says."""

    title: str
    submit: str
    done: str
    lede: str = ""


def _mail_for(request: WebRequest, pk: int, verb: Verb) -> Mail:
    mail = Mail.objects.fetch(pk, by=request.user)
    check(mail, verb, by=request.user)
    return mail


def _run(
    request: WebRequest, mail: Mail, form: ActForm, act: Callable[[], str], *, words: Words
) -> HttpResponse:
    """Show the form; once it is sent and the action has not refused, lead to the address that it gives."""
    if request.method == "POST" and (address := form.tried(act)) is not None:
        messages.success(request, words.done)
        return go(request, address)
    context = {
        "words": words,
        "form": form,
        "line": mail_line(mail, at=request.now),
        "address": request.path,
        "back": reverse("mail", args=[mail.pk]),
    }
    return render(request, "mails/act.html", context, status=form.status)


@methods
def attach(request: WebRequest, pk: int) -> HttpResponse:
    """File a mail with a lead."""
    mail = _mail_for(request, pk, Verb.ATTACH)
    form = AttachForm(typed(request))
    words = Words(title=_("File with a lead"), submit=_("File"), done=_("The mail is filed with the lead."))

    def act() -> str:
        filed = actions.attach(pk, form.cleaned_data, by=request.user, at=request.now)
        return reverse("lead", args=[filed.lead_id])

    return _run(request, mail, form, act, words=words)


@methods
def make_lead(request: WebRequest, pk: int) -> HttpResponse:
    """Make a lead of a mail."""
    mail = _mail_for(request, pk, Verb.MAKE_LEAD)
    form = LeadForm(typed(request), mail=mail, by=request.user)
    words = Words(
        title=_("Make a lead"),
        submit=_("Enter the lead"),
        done=_("The lead is entered, and the mail is filed with it."),
        lede=lede_of_lead(form.contact),
    )

    def act() -> str:
        lead: Lead = actions.make_lead(pk, form.lead_data(), by=request.user, at=request.now)
        return reverse("lead", args=[lead.pk])

    return _run(request, mail, form, act, words=words)


@methods
def put_aside(request: WebRequest, pk: int) -> HttpResponse:
    """Put a mail aside, with a reason."""
    mail = _mail_for(request, pk, Verb.PUT_ASIDE)
    form = PutAsideForm(typed(request))
    words = Words(
        title=_("Put aside"),
        submit=_("Put aside"),
        done=_("The mail is put aside."),
        lede=_("The mail is kept, and can be filed with a lead later."),
    )

    def act() -> str:
        actions.put_aside(pk, form.cleaned_data, by=request.user, at=request.now)
        return reverse("mails")

    return _run(request, mail, form, act, words=words)


@require_POST
def share(request: WebRequest, pk: int) -> HttpResponse:
    """Let the other company read a mail of a lead."""
    actions.share(pk, by=request.user, at=request.now)
    messages.success(request, _("The mail is shared."))
    return go(request, reverse("mail", args=[pk]))
