"""Lists of mails without a lead, and the page of one mail."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leadwright.foundation.keyset import page
from leadwright.foundation.pages import render
from leadwright.inbox.models import RawArrival
from leadwright.mails import listing
from leadwright.mails.actions import contact_within_reach
from leadwright.mails.lifecycle import allowed_actions
from leadwright.mails.models import Mail, MailKind, MailQuerySet
from leadwright.mails.originals import has_original, original_of
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.moves import open_verbs
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, takes
from leadwright.web.base.shapes import Link
from leadwright.web.parts.mail_lines import mail_line, mail_sheet

# Nothing runs, nothing is fetched and no form is sent: what is shown was written by a stranger.
SEALED = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@require_safe
@takes("kind", "cursor")
def index(request: WebRequest) -> HttpResponse:
    """List the mails that wait to be sorted."""
    rows = listing.without_lead(by=request.user)
    return _listed(request, rows, here="mails")


@require_safe
@takes("kind", "cursor")
def aside(request: WebRequest) -> HttpResponse:
    """List the mails that were put aside."""
    rows = listing.without_lead(by=request.user, put_aside=True)
    return _listed(request, rows, here="mails-aside")


def _listed(request: WebRequest, rows: MailQuerySet, *, here: str) -> HttpResponse:
    kind = request.GET.get("kind", "")
    rows = listing.of_kind(rows, kind)
    result, after = page(rows, cursor=request.GET.get("cursor"), size=PAGE, order=here)
    context = {
        "lines": [mail_line(row, at=request.now) for row in result],
        "views": views_of_mails(request, here),
        "kinds": _kinds(request, kind),
        "is_narrowed": bool(kind),
        "all_address": request.path,
        "is_aside": here == "mails-aside",
        **page_links(request, "mails", after, kind=kind),
    }
    return render(request, "mails/list.html", context)


def views_of_mails(request: WebRequest, here: str) -> list[Link]:
    """Return the lists beside each other: what waits, what was put aside, and what could not be read."""
    require(request.user, "mail.manage")
    stuck = RawArrival.objects.within_reach(request.user, "mail.manage").stuck()[:100].count()
    unread = _("Not read (%(n)d)") % {"n": stuck} if stuck else _("Not read")
    names = {"mails": _("Without a lead"), "mails-aside": _("Put aside"), "mail-arrivals": unread}
    return [Link(label=label, address=reverse(name), current=name == here) for name, label in names.items()]


def _kinds(request: WebRequest, chosen: str) -> list[Link]:
    every = Link(label=_("All kinds"), address=request.path, on=not chosen)
    kinds = [
        Link(label=str(kind.label), address=f"{request.path}?kind={kind.value}", on=chosen == kind.value)
        for kind in MailKind
    ]
    return [every, *kinds]


@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show a mail with what can be done with it."""
    mail = Mail.objects.fetch(pk, by=request.user)
    context = {
        "sheet": mail_sheet(mail, at=request.now),
        "mail": mail,
        "open": open_verbs(allowed_actions(mail, request.user)),
        "has_original": has_original(mail),
        "contact": _contact_link(mail, request.user),
    }
    return render(request, "mails/show.html", context)


def _contact_link(mail: Mail, user: User) -> Link | None:
    """Return where the contact of a mail stands, for whoever may see it."""
    contact = contact_within_reach(mail, user)
    if contact is None or contact.erased_at is not None:
        return None
    return Link(label=contact.name, address=reverse("contact", args=[contact.merged_into_id or contact.pk]))


@require_safe
def original(request: WebRequest, pk: int) -> HttpResponse:
    """Hand out a mail byte for byte, to be saved."""
    mail = Mail.objects.fetch(pk, by=request.user)
    return as_file(original_of(mail), name=f"mail-{mail.pk}.eml")


def as_file(content: bytes, *, name: str) -> HttpResponse:
    """Answer with bytes that no browser shows as a page."""
    answer = HttpResponse(content, content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = SEALED
    return answer


@require_safe
def as_sent(request: WebRequest, pk: int) -> HttpResponse:
    """Show the safe HTML of a mail on a page of its own, which can do nothing at all."""
    mail = Mail.objects.fetch(pk, by=request.user)
    answer = render(request, "mails/as_sent.html", {"mail": mail, "sheet": mail_sheet(mail, at=request.now)})
    answer["Content-Security-Policy"] = SEALED
    return answer
