"""Make two contacts one: find the other, choose field by field, and undo it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.contacts import actions, finding
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.listing import own_alone
from leadwright.contacts.models import Contact
from leadwright.foundation.numbers import number_in
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import Refused
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.contacts.mergers import kinds_agree, side_by_side
from leadwright.web.parts.contact_lines import contact_rows

OFFERED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: WebRequest, pk: int) -> HttpResponse:
    """Choose the other contact, then what is kept of both."""
    contact = _own(request, pk)
    asked = request.POST if request.method == "POST" else request.GET
    rows = Contact.objects.within_reach(request.user, "contact.view").exclude(pk=pk)
    rows = rows.filter(organisation=request.user.organisation_id).select_related("company")
    other = rows.filter(pk=number_in(asked.get("other", "")) or 0).first()
    if other is None or not kinds_agree(contact, other):
        return _search(request, contact)
    if request.method == "POST":
        take = [
            name[5:] for name, value in request.POST.items() if name.startswith("keep_") and value == "theirs"
        ]
        actions.merge(pk, other=other.pk, by=request.user, at=request.now, take=take)
        messages.success(request, _("The two contacts are one now. You can undo it on this page."))
        return go(request, reverse("contact", args=[pk]))
    context = {"contact": contact, "other": other, "lines": side_by_side(contact, other)}
    return render(request, "contacts/merge.html", context)


def _search(request: WebRequest, contact: Contact) -> HttpResponse:
    q = request.GET.get("q", contact.name)
    own = own_alone(request.user)
    result = finding.find_contacts(
        q,
        by=request.user,
        limit=OFFERED,
        narrow=lambda rows: own(rows).filter(kind=contact.kind).exclude(pk=contact.pk),
    )
    context = {"contact": contact, "q": q, "rows": contact_rows(result, request.user)}
    return render(
        request, "contacts/merge_with.html", context, status=422 if request.method == "POST" else 200
    )


def _own(request: WebRequest, pk: int) -> Contact:
    rows = Contact.objects.within_reach(request.user, "contact.view").select_related("company")
    contact = rows.fetch(pk)
    check(contact, Verb.MERGE, by=request.user)
    return contact


@require_POST
def unmerge(request: WebRequest, pk: int) -> HttpResponse:
    """Undo a merger while nothing depends on it."""
    _own(request, pk)
    try:
        other = request.POST.get("other") or None
        actions.unmerge(pk, by=request.user, at=request.now, other=other)
        messages.success(request, _("The merger is undone; both contacts stand for themselves again."))
    except Refused as no:
        if no.status in (403, 404):
            raise
        messages.error(request, no.sentence)
    return go(request, reverse("contact", args=[pk]))
