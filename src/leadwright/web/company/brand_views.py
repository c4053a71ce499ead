"""Administration: what the brand of the company is called."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.people.actions.units import name_brand
from leadwright.web.base.forms import ActForm
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, typed


class BrandForm(ActForm):
    """The name under which customers know what the company sells."""

    merges = True
    brand_name = forms.CharField(
        label=gettext_lazy("Brand name"),
        required=False,
        help_text=gettext_lazy(
            "Stands in the place of {brand} in lists, pages and mails about leads that you send, as in “Already bought "
            "{brand}”. Left empty, the name of the company stands there."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: WebRequest) -> HttpResponse:
    """Show what the brand is called; call it otherwise."""
    by = request.user
    require(by, "user.manage")
    initial: dict[str, Any] = {"brand_name": by.organisation.brand_name}
    form = BrandForm(typed(request), initial=initial)
    home = by.organisation_id
    form.changed_by = partial(latest_change, "organisation", home, organisation_id=home)
    if request.method == "POST" and form.done(
        lambda: name_brand(form.cleaned_data["brand_name"], by=by, at=request.now)
    ):
        messages.success(request, _("Saved."))
        return go(request, reverse("company-brand"))
    return render(request, "company/brand.html", {"form": form}, status=form.status)
