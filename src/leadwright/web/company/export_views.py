"""Administration: take along all that one may, as a file that is made in the background."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.exports.actions import ask
from leadwright.exports.handing import file_of
from leadwright.exports.making import KEPT_FOR
from leadwright.exports.models import Export, State
from leadwright.files.quotas import words_of
from leadwright.foundation import local
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.pages import render
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WebRequest) -> HttpResponse:
    """Show one's exports; ask for another."""
    by = request.user
    require(by, "user.manage")
    if request.method == "POST":
        ask(by=by, at=request.now, attempt=attempt_of(request, face="page"))
        messages.success(request, _("The export is being made; reload this page in a while."))
        return go(request, reverse("company-exports"))
    rows = [_line(row) for row in Export.objects.of(by, request.now)[:MOST]]
    context = {
        "rows": rows,
        "days": KEPT_FOR.days,
        "waits": any(row["state"] == State.WAITING for row in rows),
    }
    return render(request, "company/exports.html", context)


def _line(row: Export) -> dict[str, object]:
    return {
        "pk": row.pk,
        "state": row.state,
        "words": State(row.state).label,
        "asked": local.moment(row.asked_at),
        "until": local.moment(row.expires_at),
        "size": words_of(row.size),
        "sha256": row.sha256,
    }


@require_safe
def hand_out(request: WebRequest, pk: int) -> HttpResponseBase:
    """Hand out an export of one's own."""
    require(request.user, "user.manage")
    return file_of(Export.objects.fetch(pk, by=request.user, at=request.now), request)
