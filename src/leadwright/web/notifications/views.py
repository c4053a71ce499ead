"""The list of notifications, the marks that they were read, and the choice of which there are."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.notifications import actions
from leadwright.notifications.models import Notification
from leadwright.notifications.reading import lines_of
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes, typed
from leadwright.web.base.shapes import Link
from leadwright.web.notifications.forms import ChoiceForm


@require_safe
@takes("read", "cursor")
def index(request: WebRequest) -> HttpResponse:
    """List what was not read yet, or everything."""
    is_all = request.GET.get("read", "") == "any"
    rows = Notification.objects.in_list(request.user)
    rows = rows if is_all else rows.unread()
    result, after = page(rows, cursor=request.GET.get("cursor"), size=PAGE, order="notifications")
    kept = {"read": "any"} if is_all else {}
    context = {
        "lines": lines_of(result, reader=request.user),
        "views": _views(is_all=is_all),
        "is_all": is_all,
        **page_links(request, "notifications", after, **kept),
    }
    return render(request, "notifications/list.html", context)


def _views(*, is_all: bool) -> list[Link]:
    address = reverse("notifications")
    return [
        Link(label=_("Not read"), address=address, current=not is_all),
        Link(label=_("All"), address=f"{address}?read=any", current=is_all),
    ]


@require_POST
def read(request: WebRequest, pk: int) -> HttpResponse:
    """Mark one as read."""
    actions.read(pk, by=request.user, at=request.now)
    return go(request, reverse("notifications"))


@require_POST
def read_all(request: WebRequest) -> HttpResponse:
    """Mark all as read."""
    actions.read_all(by=request.user, at=request.now)
    return go(request, reverse("notifications"))


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: WebRequest) -> HttpResponse:
    """Choose of what to be notified, where, and when not to be mailed."""
    form = ChoiceForm(typed(request), initial=actions.parts_of(actions.choice_of(request.user)))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        if form.done(lambda: actions.choose(chosen, by=request.user, at=request.now)):
            messages.success(request, _("Saved."))
            return go(request, reverse("notification-choice"))
    return render(request, "notifications/choice.html", {"form": form}, status=form.status)
