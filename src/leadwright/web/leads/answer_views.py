"""The page behind the link in a mail: looking changes nothing, pressing the button answers offer or reminder."""

from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leadwright.foundation.pages import render
from leadwright.leads import actions
from leadwright.leads.answer_links import Asked, open_link
from leadwright.leads.models.offers import Answer
from leadwright.web.base.forms import ActForm, area
from leadwright.web.base.requests import WebRequest, typed


class ReasonForm(ActForm):
    """Why an offer is rejected; whoever accepts says nothing."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, required=False, widget=area())

    def __init__(self, *args: object, asked: Asked, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if asked.answer != Answer.REJECTED:
            del self.fields["reason"]


# The link itself is the proof of who answers: the browser that opens it from a mail may know no session.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: WebRequest, token: str) -> HttpResponse:
    """Show what a link answers; the button answers it, once."""
    asked = open_link(token, at=request.now)
    with translation.override(asked.user.language), timezone.override(ZoneInfo(asked.user.time_zone)):
        form, is_done = ReasonForm(typed(request), asked=asked), False
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data.get("reason", "")
            is_done = form.done(lambda: actions.answer_by_link(token, at=request.now, reason=reason))
        context = {
            "form": form,
            "is_done": is_done,
            "answer": asked.answer,
            "name": asked.user.name,
            "sender": asked.lead.origin.name,
            "lead": asked.lead.pk,
            "until": asked.until,
            "address": request.path,
        }
        status = 200 if is_done else form.status
        response = render(request, "leads/answer.html", context, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
