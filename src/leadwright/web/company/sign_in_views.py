"""Administration: who of the company needs a second factor to sign in."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.people.actions.second_factor import require_second_factor
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.company.sign_in_forms import SecondFactorForm


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: WebRequest) -> HttpResponse:
    """Show who needs a second factor; say it anew."""
    by = request.user
    require(by, "user.manage")
    form = SecondFactorForm(typed(request), by=by)
    home = by.organisation_id
    form.changed_by = partial(latest_change, "organisation", home, organisation_id=home)
    if request.method == "POST" and form.done(
        lambda: require_second_factor(**form.cleaned_data, by=by, at=request.now)
    ):
        messages.success(request, _("Saved. It holds from the next request on."))
        return go(request, reverse("company-sign-in"))
    return render(request, "company/sign_in.html", {"form": form}, status=form.status)
