"""How a refusal looks: a page with its sentence, or a dialog when one was asked for."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leadwright.foundation.pages import render
from leadwright.foundation.refusals import Refused

TITLES = {
    400: gettext_noop("The request cannot be read"),
    403: gettext_noop("Not allowed"),
    404: gettext_noop("There is nothing here"),
    409: gettext_noop("Not possible now"),
    410: gettext_noop("This link no longer works"),
    422: gettext_noop("Something is missing"),
    428: gettext_noop("Something is missing"),
}


def refusal_page(request: HttpRequest, no: Refused) -> HttpResponse:
    """Answer with the refusal's own status and sentence; a foreign object and none look the same."""
    context = {
        "code": no.status,
        "title": _(TITLES.get(no.status, TITLES[409])),
        "sentence": no.sentence,
        "way": {"address": _back(request, no.status), "label": _("Back")},
    }
    if request.headers.get("HX-Target", "").endswith("dialog"):
        return render(request, "refusal_dialog.html", context, status=no.status)
    return render(request, "refusal.html", context, status=no.status)


def _back(request: HttpRequest, status: int) -> str:
    if status == 404:
        return reverse("overview")
    match = request.resolver_match
    number = match.kwargs.get("number") if match else None
    is_lead_itself = match is not None and match.view_name == "lead"
    return reverse("lead", args=[number]) if number and not is_lead_itself else reverse("overview")
