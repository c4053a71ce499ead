"""The pages behind the links in mails about consents: looking changes nothing, pressing the button does."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leadwright.consent import actions
from leadwright.consent.actions.writing import language_of
from leadwright.consent.models import ConsentChannel
from leadwright.contacts.models import Contact
from leadwright.foundation.pages import render
from leadwright.web.base.requests import WebRequest

UNSUBSCRIBING = {"List-Unsubscribe": ["One-Click"]}


@contextmanager
def _spoken_to(contact: Contact) -> Iterator[None]:
    """Speak the language of a contact, and tell moments as the company that asks does."""
    zone = ZoneInfo(contact.organisation.time_zone)
    with translation.override(language_of(contact)), timezone.override(zone):
        yield


def _discreet(response: HttpResponse) -> HttpResponse:
    """Tell no other site the address that the reader comes from: it is a secret."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


# The link itself is the proof of who asks: a mail program posts without cookie and form token (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: WebRequest, token: str) -> HttpResponse:
    """Show what is asked; the button confirms it, once."""
    asked = actions.open_confirmation(token, at=request.now)
    event = asked.event
    with _spoken_to(event.contact):
        if request.method == "POST":
            actions.confirm(token, at=request.now)
            return _discreet(render(request, "consent/confirmed.html"))
        context = {
            "organisation": event.contact.organisation.name,
            "wording": event.wording,
            "purpose": event.purpose.label,
            "channel": ConsentChannel.label_of(event.channel),
            "sender": event.sender.label,
            "until": asked.expires_at,
            "address": request.path,
        }
        return _discreet(render(request, "consent/confirm.html", context))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: WebRequest, token: str) -> HttpResponse:
    """Show what would be withdrawn; a POST withdraws it and says the same for every link, known or not.

    It has to say what it is (RFC 8058): a scanner of mails that posts whatever it likes withdraws nothing.
    """
    if request.method == "POST":
        if not _unsubscribes(request):
            return _discreet(render(request, "consent/not_withdrawn.html", status=400))
        actions.withdraw(token, at=request.now)
        return _discreet(render(request, "consent/withdrawn.html"))
    link = actions.withdrawal_of(token)
    with _spoken_to(link.contact):
        context = {
            "organisation": link.contact.organisation.name,
            "purpose": link.purpose.label,
            "channel": ConsentChannel.label_of(link.channel),
            "sender": link.sender.label,
            "address": request.path,
        }
        return _discreet(render(request, "consent/withdraw.html", context))


def _unsubscribes(request: WebRequest) -> bool:
    return dict(request.POST.lists()) == UNSUBSCRIBING and not request.FILES
