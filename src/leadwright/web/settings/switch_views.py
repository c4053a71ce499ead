"""Which parts of the product an installation does without."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leadwright.leads.actions import configuration_lists
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.settings.page import page, trail_of
from leadwright.web.settings.sheet import Sheet

HINTS = {
    Feature.IMPORT: gettext_lazy("Bringing in leads from spreadsheets and other files"),
    Feature.VCARDS: gettext_lazy("Bringing in and handing out contacts as vCards"),
    Feature.CONSENTS: gettext_lazy("Who agreed to be written to or called; links in mails work all the same"),
    Feature.PRODUCTS: gettext_lazy("Goods and services on a lead, and their list"),
    Feature.COMPETITORS: gettext_lazy("Who else can win a lead, and their list"),
    Feature.TEAM: gettext_lazy("Colleagues who work on a lead beside its owner"),
    Feature.NOTES: gettext_lazy("Notes on a lead that everybody who works on it reads"),
    Feature.CONVERSION: gettext_lazy("Won contacts become customers, with classification and rating"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: WebRequest) -> HttpResponse:
    """Show what is switched on; switch parts on and off, from the next request on."""
    require(request.user, "configuration.edit")
    now_on = tuple(feature.value for feature in Feature if request.features.has(feature))
    sheet = Sheet(request.POST if request.method == "POST" else None, stored={"on": now_on})
    if request.method == "POST":
        on = sheet.sent.getlist("on")
        off = [feature for feature in Feature if feature.value not in on]
        configuration_lists.switch_off(off, by=request.user, at=request.now)
        messages.success(request, _("Saved. It holds from the next request on."))
        return go(request, reverse("settings-features"))
    rows = [
        (feature.value, feature.label, HINTS[feature], request.features.has(feature)) for feature in Feature
    ]
    return page(request, "features", trail=trail_of("switched_off"), rows=rows, sheet=sheet)
