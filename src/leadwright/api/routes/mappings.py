"""Mappings of files: those that somebody saved, those that colleagues share, and those that the product ships."""

from typing import Annotated, Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import WithJsonSchema

from leadwright.api.answers import json, limit_of, version_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, TEXT, YES_NO, Body, known
from leadwright.api.documented import mappings as documented
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.downloads import SEALED
from leadwright.foundation.keyset import page
from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.intake.mapping import LEADS, FileMapping
from leadwright.intake.mapping_writing import toml_of
from leadwright.intake.models import SavedMapping
from leadwright.intake.recognising import shipped_by_code
from leadwright.intake.saving import change_mapping, mapping_of, remove_mapping, save_mapping
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.models import User

router = Router()
RIGHTS = Rights(permissions=("lead.import",))
SAVED, SHIPPED = "mappings", "shipped mappings"
DEFINITION: TypeAlias = Annotated[Any, WithJsonSchema({"type": "object"})]


class MappingBody(Body):
    """A mapping: its name, and its definition as an object or as text in TOML; an absent part stays."""

    name: TEXT = None
    definition: DEFINITION = None
    toml: TEXT = None
    is_shared: YES_NO = None


@router.get("", operation_id="list_mappings", response={200: parts.Page[documented.MappingInList]})
@part_of(Feature.IMPORT)
def index(request: HttpRequest, limit: str | None = None, cursor: str | None = None) -> HttpResponse:
    """List one's own mappings and those that colleagues share by name, then those that the product ships."""
    by = asker(request)
    require(by, "lead.import")
    size, begun = limit_of(limit), _place_among_shipped(cursor)
    rows: list[SavedMapping] = []
    after = ""
    if begun is None:
        saved = SavedMapping.objects.within_reach(by, "lead.import").select_related("made_by")
        rows, after = page(saved.order_by("name", "pk"), cursor=cursor, size=size, order=SAVED)
    items = [_saved(row, by) for row in rows]
    if not after:
        left = [code for code in shipped_by_code() if code > (begun or "")]
        listed = left[: size - len(rows)]
        items += [_shipped(code) for code in listed]
        if len(listed) < len(left):
            after = marker([listed[-1] if listed else ""], order=SHIPPED)
    return json({"items": items, "next": after or None, "count": None})


@router.post("", operation_id="save_mapping", response={201: documented.Mapping})
@part_of(Feature.IMPORT)
@repeatable(RIGHTS)
def save(request: HttpRequest, body: MappingBody = SENT) -> HttpResponse:
    """Save a mapping under a name, for oneself or for all who import in one's company."""
    by = asker(request)
    row = save_mapping(known(request, MappingBody), by=by, at=now())
    response = json(_with_definition(row, by), status=201, version=row.version)
    response["Location"] = f"{request.path}/{row.pk}"
    return response


@router.get("/{id}.toml", operation_id="get_mapping_as_toml", response={200: str})
@part_of(Feature.IMPORT)
def as_toml(request: HttpRequest, id: str) -> HttpResponse:
    """Hand out a mapping as the file that `leadwright import --mapping` takes."""
    by = asker(request)
    shipped = _shipped_mapping(id, by)
    mapping = shipped or mapping_of(_seen(id, by))
    response = HttpResponse(toml_of(mapping), content_type="application/toml; charset=utf-8")
    name = id if shipped else f"mapping-{number_of(id)}"
    response["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    response["Content-Security-Policy"] = SEALED
    response["Cache-Control"] = "private, no-store"
    return response


@router.get("/{id}", operation_id="get_mapping", response={200: documented.Mapping})
@part_of(Feature.IMPORT)
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read a mapping: a saved one by its id, a shipped one by its code."""
    by = asker(request)
    if shipped := _shipped_mapping(id, by):
        return json(_shipped(id) | {"definition": shipped.data()}, version=1)
    row = _seen(id, by)
    return json(_with_definition(row, by), version=row.version)


@router.patch("/{id}", operation_id="change_mapping", response={200: documented.Mapping})
@part_of(Feature.IMPORT)
def change(request: HttpRequest, id: str, body: MappingBody = SENT) -> HttpResponse:
    """Change a saved mapping or share it, on the version named by If-Match if there is one."""
    by, sent = asker(request), known(request, MappingBody)
    row = change_mapping(number_of(id), sent, by=by, at=now(), version=version_of(request))
    return json(_with_definition(row, by), version=row.version)


@router.delete("/{id}", operation_id="remove_mapping", response={204: None})
@part_of(Feature.IMPORT)
def remove(request: HttpRequest, id: str) -> HttpResponse:
    """Remove a saved mapping; what was brought in by it stays."""
    remove_mapping(number_of(id), by=asker(request), at=now())
    return HttpResponse(status=204)


def _place_among_shipped(cursor: str | None) -> str | None:
    """Return behind which shipped mapping a page begins, or None where it begins among the saved ones."""
    try:
        return place_of(cursor, [str], order=SHIPPED)[0] if cursor else None
    except Refused:
        return None


def _seen(id: str, by: User) -> SavedMapping:
    require(by, "lead.import")
    return SavedMapping.objects.within_reach(by, "lead.import").fetch(number_of(id))


def _shipped_mapping(id: str, by: User) -> FileMapping | None:
    """Return a shipped mapping by its code; None where the text is the id of a saved one."""
    if number_in(id) is not None:
        return None
    require(by, "lead.import")
    if (mapping := shipped_by_code().get(id)) is None:
        raise NotFound
    return mapping


def _with_definition(row: SavedMapping, by: User) -> dict[str, Any]:
    return _saved(row, by) | {"definition": row.definition}


def _saved(row: SavedMapping, by: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": None,
        "name": row.name,
        "whose": "own" if row.made_by_id == by.pk else "shared",
        "kind": row.definition.get("kind", LEADS),
        "source": row.definition.get("source") or row.name,
        "is_shared": row.is_shared,
        "made_by": row.made_by.email if row.made_by else None,
        "made_at": row.made_at,
        "changed_at": row.changed_at,
        "version": row.version,
    }


def _shipped(code: str) -> dict[str, Any]:
    mapping = shipped_by_code()[code]
    return {
        "id": None,
        "code": code,
        "name": mapping.title,
        "whose": "shipped",
        "kind": mapping.kind,
        "source": mapping.system,
        "is_shared": False,
        "made_by": None,
        "made_at": None,
        "changed_at": None,
        "version": 1,
    }
