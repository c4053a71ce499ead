"""Privacy: erase a person, hand out what is kept, receipts, rules of retention, national numbers."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import WithJsonSchema

from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import Rights, on_contact
from leadwright.api.bodies import COUNTRY, SENT, TEXT, YES_NO, Body, given, known
from leadwright.api.cautions import without_cautions
from leadwright.api.documented import parts
from leadwright.api.documented import privacy as subjects
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.repeats import repeatable
from leadwright.contacts import actions
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.foundation.refusals import refuse
from leadwright.people.access import require
from leadwright.privacy import retaining
from leadwright.privacy.erasing import Preview, checked, erase, preview, refuse_without_yes
from leadwright.privacy.exporting import export
from leadwright.privacy.models import Receipt, RetentionRule

router = Router()
MOST_PREVIEWED = 50
# Asked for headers alone, nothing is handed out.
HEAD = "HEAD"
KEYS = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]


class EraseBody(Body):
    """`confirm` erases for ever; `dry_run` only counts. One of them is true.

    `also` holds keys of `texts_with_the_name` that are to be emptied as well.
    """

    confirm: YES_NO = None
    dry_run: YES_NO = None
    also: KEYS = None


class RuleBody(Body):
    """For how many months contacts of a kind are kept; a rule that is not active only counts."""

    subject: Annotated[Any, WithJsonSchema({"type": "string", "enum": ["lost", "won", "unused"]})] = None
    months: Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 240})] = None
    active: YES_NO = None


class NumberBody(Body):
    """A national register number, its country, and the legal basis on which it may be kept."""

    number: TEXT = None
    country: COUNTRY = None
    legal_basis: TEXT = None


class RevealBody(Body):
    """Why the number has to be seen, and the password of the token's user."""

    reason: TEXT = None
    password: TEXT = None


@router.post(
    "/contacts/{id}/erase",
    operation_id="erase_person",
    response={200: subjects.Receipt | subjects.ErasurePreview},
)
@repeatable(on_contact("privacy.manage"))
def erase_person(request: HttpRequest, id: str, body: EraseBody = SENT) -> HttpResponse:
    """Erase the person behind a contact everywhere, or count first; it cannot be undone."""
    by, pk, sent = asker(request), number_of(id), given(request)
    checked([pk], by=by)
    known(request, EraseBody)
    if sent.get("dry_run") is True and not sent.get("confirm"):
        return json(_previewed(preview([pk], by=by)))
    refuse_without_yes(sent.get("confirm") if sent.get("dry_run") in (None, False) else None)
    return json(receipt_payload(erase([pk], by=by, at=now(), also=_keys(sent.get("also")))))


def _keys(value: object) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        refuse("FIELD_INVALID", field="also", reason=_("it must be a list of texts"))
    return value


def _previewed(result: Preview) -> dict[str, Any]:
    return {
        "counts": result.counts,
        "contacts": result.contacts,
        "more_texts_with_the_name": result.has_more,
        "leads_with_the_name": result.namesakes,
        "texts_with_the_name": [
            {"key": row.key, "place": row.place, "contact": row.contact, "lead": row.lead}
            for row in result.mentions
        ],
    }


def receipt_payload(receipt: Receipt) -> subjects.Receipt:
    """Return that somebody was erased, by numbers alone."""
    return {
        "id": receipt.pk,
        "at": receipt.at,
        "by": receipt.by_id,
        "reason": receipt.reason,
        "contacts": receipt.contacts,
        "counts": receipt.counts,
    }


@router.get(
    "/contacts/{id}/personal-data", operation_id="get_personal_data", response={200: subjects.PersonalData}
)
def personal_data(request: HttpRequest, id: str) -> HttpResponse:
    """Read all that is kept about the person behind a contact, place by place; the export is recorded."""
    is_asked = request.META["REQUEST_METHOD"] != HEAD
    return json(export(number_of(id), by=asker(request), at=now(), is_handed_out=is_asked))


@router.get("/privacy/receipts", operation_id="list_receipts", response={200: parts.Page[subjects.Receipt]})
def receipts(request: HttpRequest, limit: str | None = None, cursor: str | None = None) -> HttpResponse:
    """List the receipts of the company's erasures, the newest first."""
    by, size = asker(request), limit_of(limit)
    require(by, "privacy.manage")
    rows = Receipt.objects.within_reach(by, "privacy.manage").newest_first()
    result, after = page(rows, cursor=cursor, size=size, order="receipts")
    return json({"items": [receipt_payload(row) for row in result], "next": after or None, "count": None})


@router.get("/privacy/receipts/{id}", operation_id="get_receipt", response={200: subjects.Receipt})
def receipt(request: HttpRequest, id: str) -> HttpResponse:
    """Read one receipt."""
    rows = Receipt.objects.within_reach(asker(request), "privacy.manage")
    return json(receipt_payload(rows.fetch(number_of(id))))


@router.get(
    "/privacy/rules", operation_id="list_retention_rules", response={200: parts.All[subjects.RetentionRule]}
)
def rules(request: HttpRequest) -> HttpResponse:
    """List the company's rules of retention."""
    by = asker(request)
    require(by, "privacy.manage")
    rows = RetentionRule.objects.within_reach(by, "privacy.manage").order_by("subject")
    return json({"items": [_rule(row) for row in rows]})


@router.post("/privacy/rules", operation_id="set_retention_rule", response={200: subjects.RetentionRule})
@repeatable(Rights(permissions=("privacy.manage",)))
def set_rule(request: HttpRequest, body: RuleBody = SENT) -> HttpResponse:
    """Set the rule for one subject."""
    sent = known(request, RuleBody)
    rule = retaining.set_rule(
        sent.get("subject"),
        months=sent.get("months"),
        active=sent.get("active"),
        by=asker(request),
        at=now(),
    )
    return json(_rule(rule))


@router.get("/privacy/rules/{subject}/due", operation_id="get_retention_due", response={200: subjects.Due})
def due(request: HttpRequest, subject: str) -> HttpResponse:
    """Count the contacts that a rule lets go now, with the first 50; nothing is changed."""
    at = now()
    result = retaining.dry_run(subject, by=asker(request), at=at, size=MOST_PREVIEWED)
    items = [{"id": row.pk, "name": row.name, "since": row.updated_at} for row in result.first]
    return json({"count": result.count, "oldest": result.oldest, "items": items})


def _rule(rule: RetentionRule) -> subjects.RetentionRule:
    return {
        "subject": rule.subject,
        "months": rule.months,
        "active": rule.is_active,
        "changed_at": rule.changed_at,
    }


@router.post(
    "/contacts/{id}/national-number", operation_id="set_national_number", response={200: subjects.KeptNumber}
)
@without_cautions
def set_national_number(request: HttpRequest, id: str, body: NumberBody = SENT) -> HttpResponse:
    """Keep a person's national number, encrypted; 409 where the installation keeps none."""
    sent = known(request, NumberBody)
    fields = {name: sent.get(name) for name in NumberBody.model_fields}
    kept = actions.set_number(number_of(id), **fields, by=asker(request), at=now())
    row = kept.row
    payload = {"country": row.country, "legal_basis": row.legal_basis, "recorded_at": row.recorded_at}
    return json({**payload, "cautions": list(kept.cautions)})


@router.post(
    "/contacts/{id}/national-number/reveal",
    operation_id="reveal_national_number",
    response={200: subjects.NationalNumber},
)
@without_cautions
def reveal(request: HttpRequest, id: str, body: RevealBody = SENT) -> HttpResponse:
    """Read a national number in full; the reason goes into history, the reading into the security log."""
    asked = attempt_of(request, face="api")
    sent = known(request, RevealBody)
    fields = {name: sent.get(name) for name in RevealBody.model_fields}
    number = actions.reveal_number(number_of(id), **fields, asked=asked, by=asker(request), at=now())
    response = json({"number": number})
    response["Cache-Control"] = "no-store"
    return response


@router.delete("/contacts/{id}/national-number", operation_id="remove_national_number", response={204: None})
def remove(request: HttpRequest, id: str) -> HttpResponse:
    """Forget a national number."""
    actions.remove_number(number_of(id), by=asker(request), at=now())
    return HttpResponse(status=204)
