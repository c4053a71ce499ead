"""Imports: put files up, look at what becomes of their rows, let them in, stop them, take them back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, known
from leadwright.api.cautions import without_cautions
from leadwright.api.documented import imports as documented
from leadwright.api.documented import parts
from leadwright.api.import_bodies import AS_A_FORM, ImportCells, ImportChange, import_sent, mapping_in
from leadwright.api.import_shapes import import_in_list, import_payload, row_payload
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.repeats import repeatable
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.parameters import refuse_parameter
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.sheets import Format, Wanted
from leadwright.intake import imports
from leadwright.intake.choices import choose_mapping
from leadwright.intake.choices import mend as mend_row
from leadwright.intake.choosing import named_mapping
from leadwright.intake.corrected import corrected_rows
from leadwright.intake.models import Import, ImportRow
from leadwright.intake.models.rows import COUNTED
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.reach import Permission

router = Router()
PERMISSION: Permission = "lead.import"
RIGHTS = Rights(permissions=(PERMISSION,))
LARGEST_LINE = 2**31 - 1
Verb = Callable[..., Import]


@router.get("/imports", operation_id="list_imports", response={200: parts.Page[documented.ImportInList]})
@part_of(Feature.IMPORT)
def index(request: HttpRequest, limit: str | None = None, cursor: str | None = None) -> HttpResponse:
    """List the imports into the own company, newest first; what others only try out is not shown."""
    by = _importer(request)
    rows = Import.objects.within_reach(by, PERMISSION).select_related("file").defer("file__content")
    result, after = page(rows.order_by("-pk"), cursor=cursor, size=limit_of(limit), order="imports")
    return json({"items": [import_in_list(row) for row in result], "next": after or None, "count": None})


@router.post(
    "/imports", operation_id="import_file", response={201: documented.Import}, openapi_extra=AS_A_FORM
)
@part_of(Feature.IMPORT)
@without_cautions
@repeatable(RIGHTS)
def put_up(request: HttpRequest) -> HttpResponse:
    """Keep files; a worker brings them in, or only checks them with `dry_run`. The first file is the main one."""
    by, sent = _importer(request), import_sent(request)
    first, *others = sent.files
    row = imports.put_up(
        first,
        others,
        currency=sent.currency or currency_of_country(by.organisation.country, otherwise="EUR"),
        source=sent.source,
        mapping=_mapping(sent.mapping, by),
        is_trial=sent.is_trial,
        by=by,
        at=now(),
    )
    response = json(import_payload(row), status=201)
    response["Location"] = f"/api/v1/imports/{row.pk}"
    return response


@router.get("/imports/{id}", operation_id="get_import", response={200: documented.Import})
@part_of(Feature.IMPORT)
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read where an import stands and what became of its rows, in figures."""
    return json(import_payload(_fetched(request, id)))


@router.patch("/imports/{id}", operation_id="change_import", response={200: documented.Import})
@part_of(Feature.IMPORT)
@without_cautions
def change(request: HttpRequest, id: str, body: ImportChange = SENT) -> HttpResponse:
    """Read a file along another mapping: it is checked anew; what was brought in is put right when it is run again."""
    row, sent = _fetched(request, id), known(request, ImportChange)
    mapping = sent.get("mapping", row.mapping)
    if not isinstance(mapping, dict):
        refuse("FIELD_INVALID", field="mapping", reason=_("it must be an object"))
    changed = choose_mapping(row.pk, mapping, source=sent.get("source"), by=asker(request), at=now())
    return json(import_payload(changed))


@router.delete("/imports/{id}", operation_id="delete_import", response={204: None})
@part_of(Feature.IMPORT)
def throw_away(request: HttpRequest, id: str) -> HttpResponse:
    """Forget an import of which nothing was brought in, with its file."""
    imports.throw_away(_fetched(request, id).pk, by=asker(request), at=now())
    return HttpResponse(status=204)


@router.get(
    "/imports/{id}/rows",
    operation_id="list_rows_of_import",
    response={200: parts.Page[documented.ImportRow]},
)
@part_of(Feature.IMPORT)
def rows(
    request: HttpRequest,
    id: str,
    verdict: str | None = None,
    limit: str | None = None,
    cursor: str | None = None,
) -> HttpResponse:
    """List the rows of an import in the order of their lines, all or those of a verdict."""
    row = _fetched(request, id)
    known_rows = ImportRow.objects.filter(file_import=row)
    if verdict is not None:
        if verdict not in (*COUNTED, "duplicate", "assumed"):
            refuse_parameter(
                "verdict", _("choose of: {names}").format(names=", ".join((*COUNTED, "assumed")))
            )
        known_rows = known_rows.with_verdict(verdict)
    result, after = page(
        known_rows.order_by("line"), cursor=cursor, size=limit_of(limit), order=f"rows{row.pk}"
    )
    headers = row.summary.get("headers", ())
    items = [row_payload(item, headers) for item in result]
    return json({"items": items, "next": after or None, "count": None})


@router.get("/imports/{id}/rows.csv", operation_id="export_rows_of_import", response={200: str})
@part_of(Feature.IMPORT)
def corrected(request: HttpRequest, id: str, verdict: str | None = None) -> HttpResponseBase:
    """Hand out the rows as a file of the same columns, with two more: the verdict and its reasons."""
    row = _fetched(request, id)
    if verdict is not None and verdict not in (*COUNTED, "assumed"):
        refuse_parameter("verdict", _("choose of: {names}").format(names=", ".join((*COUNTED, "assumed"))))
    wanted = Wanted(format=Format.CSV, in_words=False, asked=attempt_of(request, face="api"), at=now())
    return corrected_rows(row, verdict or "", wanted).answer(request)


@router.patch(
    "/imports/{id}/rows/{line}", operation_id="mend_row_of_import", response={200: documented.Import}
)
@part_of(Feature.IMPORT)
@without_cautions
def mend(request: HttpRequest, id: str, line: str, body: ImportCells = SENT) -> HttpResponse:
    """Put cells of a row right, by the headers of their columns; the rows are read anew."""
    row, sent = _fetched(request, id), known(request, ImportCells)
    number = integer_in(line, least=1, most=LARGEST_LINE)
    if number is None:
        raise NotFound
    cells = sent.get("cells")
    if not isinstance(cells, dict):
        refuse("FIELD_INVALID", field="cells", reason=_("it must be an object"))
    return json(import_payload(mend_row(row.pk, number, cells, by=asker(request), at=now())))


def _offer(name: str, verb: Verb, purpose: str) -> None:
    """Add the address of a verb."""

    @part_of(Feature.IMPORT)
    @repeatable(RIGHTS)
    def act(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
        known(request, NoBody)
        row = verb(_fetched(request, id).pk, by=asker(request), at=_at())
        return json(import_payload(row))

    act.__doc__ = purpose
    act.__name__ = f"{name}_import"
    router.post(f"/imports/{{id}}/{name}", operation_id=f"{name}_import", response={200: documented.Import})(
        act
    )


def _at() -> datetime:
    return now()


_offer(
    "run", imports.run, "Let a worker bring in what was checked; once it is brought in nothing more happens."
)
_offer("pause", imports.pause, "Let an import rest; what a worker had begun is taken back until it goes on.")
_offer("resume", imports.resume, "Let a paused import go on.")
_offer("cancel", imports.cancel, "Stop an import that is under way: nothing of it comes in.")
_offer(
    "undo", imports.undo, "Take back what an import made and changed, but for what somebody touched since."
)
_offer("replay", imports.replay, "Read the refused rows once more: what can be read by now comes in.")


def _importer(request: HttpRequest) -> User:
    by = asker(request)
    require(by, PERMISSION)
    return by


def _fetched(request: HttpRequest, id: str) -> Import:
    by = _importer(request)
    return Import.objects.within_reach(by, PERMISSION).fetch(number_of(id))


def _mapping(text: str, by: User) -> dict[str, Any] | None:
    """Return the mapping that was sent: as JSON, or by its name."""
    if not text:
        return None
    return mapping_in(text) or named_mapping(text, organisation=by.organisation, by=by).data()
