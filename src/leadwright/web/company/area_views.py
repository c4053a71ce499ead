"""Administration: which areas on the map belong to which group."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.foundation.formats import locale_of
from leadwright.foundation.keyset import page
from leadwright.foundation.money import country_name
from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.people.actions.areas import add_area, remove_area
from leadwright.people.models import Area
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.company.area_forms import AreaForm


@require_http_methods(["GET", "HEAD", "POST"])
@takes("cursor")
def show(request: WebRequest) -> HttpResponse:
    """Show the areas of the company; add one."""
    by = request.user
    require(by, "user.manage")
    form = AreaForm(typed(request), by=by)
    if request.method == "POST" and form.done(lambda: add_area(form.payload(), by=by, at=request.now)):
        messages.success(request, _("Saved. New leads from there belong to this group."))
        return go(request, reverse("company-areas"))
    rows = Area.objects.filter(organisation=by.organisation_id).select_related("group")
    result, after = page(rows.order_by("name", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "form": form,
        "areas": [(area, _bounds(area)) for area in result],
        **page_links(request, "areas", after),
    }
    return render(request, "company/areas.html", context, status=form.status)


def _bounds(area: Area) -> str:
    country = country_name(area.country, locale_of(get_language() or "en"))
    codes = area.postcode_from
    if area.postcode_to != codes:
        codes = f"{area.postcode_from}–{area.postcode_to}"
    return ", ".join(part for part in (codes, area.city, area.region, country) if part)


@require_POST
def remove(request: WebRequest, pk: int) -> HttpResponse:
    """Take an area off the map."""
    remove_area(pk, by=request.user, at=request.now)
    messages.success(request, _("The area is removed; leads keep their group."))
    return go(request, reverse("company-areas"))
