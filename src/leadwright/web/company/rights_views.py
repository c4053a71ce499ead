"""Administration: who can see and do what, in general and with one lead."""

import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.leads.models import Lead
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.reach import RIGHTS
from leadwright.web.base.requests import WebRequest, takes
from leadwright.web.company.rights import holds_on, rights_table

ROWS = 25
NUMBER = re.compile(r"(?:L-)?([0-9]{1,18})", re.ASCII | re.IGNORECASE)


@require_safe
@takes("lead", "cursor")
def show(request: WebRequest) -> HttpResponse:
    """Show the rights of each user; with the number of a lead, what each can do with it now."""
    require(request.user, "user.manage")
    typed = request.GET.get("lead", "").strip()
    lead = _lead(request.user, typed)
    users, after = _page(request)
    unknown = bool(typed) and lead is None
    kept = {"lead": typed} if lead else {}
    context = {
        "lead": lead,
        "typed": typed,
        "fault": _("There is nothing here, or it is not yours to see.") if unknown else "",
        "columns": [str(name) for name in RIGHTS.values()],
        "holds": holds_on(lead, users) if lead else [],
        "people": [] if lead else rights_table(users),
        "next_page": f"?{urlencode(kept | {'cursor': after})}" if after else "",
        "first_page": f"?{urlencode(kept)}" if request.GET.get("cursor") else "",
    }
    return render(request, "company/rights.html", context, status=404 if unknown else 200)


def _lead(by: User, typed: str) -> Lead | None:
    result = NUMBER.fullmatch(typed)
    if result is None:
        return None
    lead: Lead | None = (
        Lead.objects.within_reach(by, "lead.view").with_rules().filter(pk=int(result[1])).first()
    )
    return lead


def _page(request: WebRequest) -> tuple[list[User], str]:
    """Return a page of the active users of the company, by name, and where it goes on."""
    rows = User.objects.within_reach(request.user, "user.manage").active().with_rights()
    return page(rows.order_by("name", "pk"), cursor=request.GET.get("cursor"), size=ROWS)
