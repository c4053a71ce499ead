"""Administration: which groups of the company work together."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.people.actions.collaborating import end_collaboration, start_collaboration
from leadwright.people.models import GroupCollaboration
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.company.collaboration_forms import CollaborationForm


@require_http_methods(["GET", "HEAD", "POST"])
@takes("cursor")
def show(request: WebRequest) -> HttpResponse:
    """Show which groups see each other's leads; start or end it."""
    by = request.user
    require(by, "user.manage")
    form = CollaborationForm(typed(request), by=by)
    act = end_collaboration if request.POST.get("part") == "end" else start_collaboration
    if request.method == "POST" and form.done(lambda: act(**form.payload(), by=by, at=request.now)):
        messages.success(request, _("Saved. It holds from the next request on."))
        return go(request, reverse("company-collaboration"))
    rows = GroupCollaboration.objects.filter(host__organisation=by.organisation_id)
    sorted_rows = rows.select_related("host", "guest").order_by("guest__name", "host__name", "pk")
    result, after = page(sorted_rows, cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "form": form,
        "pairs": result,
        **page_links(request, "pairs", after),
    }
    return render(request, "company/collaboration.html", context, status=form.status)
