"""What arrived and could not be read: listed, handed out as it came, and read again."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadwright.foundation import local
from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.inbox.models import RawArrival
from leadwright.mails import actions
from leadwright.mails.filing import file_now
from leadwright.mails.originals import bytes_of
from leadwright.people.access import require
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes
from leadwright.web.mails.views import as_file, views_of_mails


@require_safe
@takes("cursor")
def index(request: WebRequest) -> HttpResponse:
    """List what could not be read, the latest first."""
    require(request.user, "mail.manage")
    rows = RawArrival.objects.within_reach(request.user, "mail.manage").stuck().defer("content")
    result, after = page(rows, cursor=request.GET.get("cursor"), size=PAGE, order="mail-arrivals")
    context = {
        "arrivals": [(row, local.moment(row.arrived_at), str(row.get_verdict_display())) for row in result],
        "views": views_of_mails(request, "mail-arrivals"),
        **page_links(request, "arrivals", after),
    }
    return render(request, "mails/arrivals.html", context)


@require_safe
def original(request: WebRequest, pk: int) -> HttpResponse:
    """Hand out what arrived and could not be read byte for byte, to be saved; what was read is a mail's."""
    require(request.user, "mail.manage")
    arrival = RawArrival.objects.within_reach(request.user, "mail.manage").stuck().fetch(pk)
    return as_file(bytes_of(arrival), name=f"arrival-{arrival.pk}.eml")


@require_POST
def read_again(request: WebRequest, pk: int) -> HttpResponse:
    """Read an arrival once more, at once."""
    arrival = actions.read_again(pk, by=request.user, at=request.now)
    file_now(arrival, at=request.now)
    arrival.refresh_from_db(fields=["verdict", "words"])
    if arrival.verdict in (RawArrival.Verdict.READ, RawArrival.Verdict.DUPLICATE):
        messages.success(request, _("It was read; look for it among the mails."))
    else:
        messages.warning(request, _("It cannot be read still. %(words)s") % {"words": arrival.why})
    return go(request, reverse("mail-arrivals"))
