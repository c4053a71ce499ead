"""Administration: whether offers are answered from the mail."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.people.actions.mail_answers import allow_answers_by_mail
from leadwright.web.base.forms import ActForm
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, typed


class AnswersForm(ActForm):
    """Whether offers are answered from the mail."""

    merges = True
    allowed = forms.BooleanField(
        label=gettext_lazy("The mail of an offer has links that accept and reject it without signing in"),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: WebRequest) -> HttpResponse:
    """Show whether offers are answered from the mail; say it anew."""
    by = request.user
    require(by, "user.manage")
    form = AnswersForm(typed(request), initial={"allowed": by.organisation.answers_by_mail})
    home = by.organisation_id
    form.changed_by = partial(latest_change, "organisation", home, organisation_id=home)
    if request.method == "POST" and form.done(
        lambda: allow_answers_by_mail(**form.cleaned_data, by=by, at=request.now)
    ):
        messages.success(request, _("Saved."))
        return go(request, reverse("company-answers"))
    return render(request, "company/answers.html", {"form": form}, status=form.status)
