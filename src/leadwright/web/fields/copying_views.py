"""The page on which the values of a field are copied into another: first what would become of them, then done."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leadwright.fields import actions
from leadwright.fields.actions.copying import Copied, targets_of
from leadwright.fields.actions.defining import require_to_make
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.web.base.requests import WebRequest, go, takes

TAKEN = ("to", "overwrite", "currency")


@require_http_methods(["GET", "HEAD", "POST"])
@takes(*TAKEN)
def copy(request: WebRequest, pk: int) -> HttpResponse:
    """Show what would become of the values of a field in another one; copy them."""
    row = OwnField.objects.within_reach(request.user).filter(pk=pk).first()
    if row is None:
        raise NotFound
    require_to_make(request.user, is_for_all=row.organisation_id is None)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = {name: sent.get(name, "").strip() for name in TAKEN}
    status, fault, result = 200, "", None
    if request.method == "POST" or chosen["to"]:
        try:
            result = _copied(request, pk, chosen, dry_run=request.method != "POST")
        except Refused as no:
            if no.status not in (409, 422):
                raise
            status, fault = no.status, no.sentence
        else:
            if request.method == "POST":
                return _done(request, pk, result)
    context = {"row": row, "chosen": chosen, "result": result, "fault": fault, **_offered(row, chosen["to"])}
    return render(request, "fields/copy.html", context, status=status)


def _offered(row: OwnField, to: str) -> dict[str, object]:
    targets = targets_of(row)
    target = next((other for other in targets if str(other.pk) == to), None)
    asks_currency = row.kind != Kind.MONEY and any(other.kind == Kind.MONEY for other in targets)
    return {"targets": targets, "target": target, "asks_currency": asks_currency}


def _copied(request: WebRequest, pk: int, chosen: dict[str, str], *, dry_run: bool) -> Copied:
    return actions.copy(
        pk,
        chosen["to"],
        by=request.user,
        at=request.now,
        dry_run=dry_run,
        overwrite=bool(chosen["overwrite"]),
        currency=chosen["currency"].upper(),
    )


def _done(request: WebRequest, pk: int, result: Copied) -> HttpResponse:
    words = ngettext("%(n)d value was copied.", "%(n)d values were copied.", result.copied)
    messages.success(request, words % {"n": result.copied})
    return go(request, reverse("company-field", args=[pk]))
