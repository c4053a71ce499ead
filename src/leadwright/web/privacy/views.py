"""Privacy: find a person, see what an erasure takes, erase, and keep the receipt."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.contacts import finding
from leadwright.contacts.listing import own_alone
from leadwright.foundation.keyset import page
from leadwright.foundation.numbers import number_in
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may, require
from leadwright.privacy.erasing import checked, erase, preview
from leadwright.privacy.exporting import export
from leadwright.privacy.models import Receipt
from leadwright.web.base.paging import PAGE, page_links
from leadwright.web.base.requests import WebRequest, go, takes
from leadwright.web.privacy.page import candidates, mention_lines, place_lines, reason_in_words

OFFERED = 20
LATEST = 5
MOST = 50


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """Find a person by name, address or number."""
    by = request.user
    require(by, "privacy.manage")
    q = request.GET.get("person", "").strip()
    result = finding.find_contacts(q, by=by, limit=OFFERED, narrow=own_alone(by)) if q else []
    mine = [row.pk for row in result]
    rows = Receipt.objects.within_reach(by, "privacy.manage").newest_first().select_related("by")
    context = {
        "q": q,
        "found": candidates(mine, by, ticked=mine if len(mine) == 1 else ()),
        "receipts": rows[:LATEST],
        "reason": reason_in_words,
        "may_manage": may(by, "user.manage"),
    }
    return render(request, "privacy/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: WebRequest) -> HttpResponse:
    """Show what an erasure of the ticked contacts takes; with the tick that it cannot be undone, erase them."""
    by = request.user
    require(by, "privacy.manage")
    asked = request.POST if request.method == "POST" else request.GET
    if not asked.getlist("contact"):
        messages.warning(request, _("Tick at least one contact."))
        return go(request, f"{reverse('company-privacy')}?{_query(asked)}")
    pks = checked(_ids(asked), by=by)
    missing = request.method == "POST" and request.POST.get("understood") != "yes"
    if request.method == "POST" and not missing:
        receipt = erase(pks, by=by, at=request.now, also=asked.getlist("also"))
        messages.success(request, _("The person is erased. This is the receipt."))
        return go(request, reverse("company-privacy-receipt", args=[receipt.pk]))
    return _preview_page(request, pks, missing=missing)


def _query(asked: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    kept["person"] = asked.get("person", "")[:200]
    return kept.urlencode()


def _ids(asked: QueryDict) -> list[int]:
    """Return the ids of the ticked contacts; what is none was never there."""
    data = asked.getlist("contact")
    matches = [number_in(text) for text in data]
    if len(data) > MOST or None in matches:
        raise NotFound
    return [pk for pk in matches if pk is not None]


def _preview_page(request: WebRequest, pks: list[int], *, missing: bool) -> HttpResponse:
    result = preview(pks, by=request.user)
    asked = request.POST if request.method == "POST" else request.GET
    context = {
        "chosen": pks,
        "q": asked.get("person", "")[:200],
        "back": f"{reverse('company-privacy')}?{_query(asked)}",
        "candidates": candidates(pks, request.user, ticked=pks),
        "merged": len(result.contacts) - len(pks),
        "places": place_lines(result.counts),
        "namesakes": result.namesakes,
        "has_more_mentions": result.has_more,
        "mentions": mention_lines(result.mentions, request.user, ticked=asked.getlist("also")),
        "missing": missing,
    }
    return render(request, "privacy/preview.html", context, status=422 if missing else 200)


@require_safe
@takes("cursor")
def receipts(request: WebRequest) -> HttpResponse:
    """List the receipts, the newest first."""
    require(request.user, "privacy.manage")
    rows = Receipt.objects.within_reach(request.user, "privacy.manage").newest_first().select_related("by")
    result, after = page(rows, cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "receipts": result,
        "reason": reason_in_words,
        **page_links(request, "receipts", after),
    }
    return render(request, "privacy/receipts.html", context)


@require_safe
def receipt(request: WebRequest, pk: int) -> HttpResponse:
    """Show one receipt, to be printed: nothing of it says who was erased."""
    rows = Receipt.objects.within_reach(request.user, "privacy.manage").select_related("by", "organisation")
    result = rows.fetch(pk)
    context = {
        "receipt": result,
        "places": place_lines(result.counts),
        "reason": reason_in_words(result.reason),
    }
    return render(request, "privacy/receipt.html", context)


@require_POST
def personal_data(request: WebRequest, pk: int) -> HttpResponse:
    """Hand out all that is kept about the person behind a contact, as a file; history notes it."""
    data = export(pk, by=request.user, at=request.now)
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="personal-data-{pk}.json"'
    return response
