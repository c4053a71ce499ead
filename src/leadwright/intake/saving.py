"""Save a mapping for files to come, change it, share it, and remove it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import (
    FieldError,
    NotFound,
    Refused,
    field_error,
    refuse,
    refuse_fields,
)
from leadwright.foundation.text import fault_in_line, trimmed
from leadwright.history.record import record
from leadwright.intake.mapping import FileMapping
from leadwright.intake.mapping_facts import MappingChanged, MappingRemoved, MappingSaved
from leadwright.intake.mapping_reading import mapping_from, mapping_in
from leadwright.intake.models import SavedMapping
from leadwright.leads.features import refuse_if_off
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.models import User

LONGEST_NAME, MOST_SAVED, LONGEST_SAID = 100, 500, 200


@transaction.atomic
def save_mapping(data: Mapping[str, Any], *, by: User, at: datetime) -> SavedMapping:
    """Save a mapping under a name: its definition as plain data, or as text in TOML; all faults are named at once."""
    require(by, "lead.import")
    refuse_if_off(Feature.IMPORT)
    row = SavedMapping(organisation=by.organisation, made_by=by, made_at=at, changed_at=at)
    _read(row, {"name": None, **data, **({} if _defines(data) else {"definition": None})})
    if SavedMapping.objects.filter(organisation=by.organisation).count() >= MOST_SAVED:
        text = _("a company keeps at most {number} mappings; remove one that nobody needs")
        refuse("FIELD_INVALID", field="mapping", reason=text.format(number=MOST_SAVED))
    _store(row)
    record(MappingSaved(mapping=row, by=by.party(), at=at))
    return row


@transaction.atomic
def change_mapping(
    pk: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> SavedMapping:
    """Change the name or the definition of a mapping, or whether it is shared; an absent part stays."""
    row = _locked(pk, by=by)
    if version is not None and version != row.version:
        refuse("VERSION_STALE", current_version=row.version)
    before = _description(row)
    _read(row, data)
    after = _description(row)
    changes: dict[str, Any] = {
        name: [before.get(name, ""), after.get(name, "")]
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    }
    if changes:
        row.version, row.changed_at = row.version + 1, at
        _store(row)
        record(MappingChanged(mapping=row, changes=changes, by=by.party(), at=at))
    return row


@transaction.atomic
def remove_mapping(pk: int, *, by: User, at: datetime) -> None:
    """Remove a mapping; what was brought in by it stays."""
    row = _locked(pk, by=by)
    record(MappingRemoved(mapping=row, by=by.party(), at=at))
    row.delete()


def mapping_of(row: SavedMapping) -> FileMapping:
    """Return what was saved, called by its name; one that an older version saved and that is wrong now is refused."""
    return mapping_from({**row.definition, "title": row.name})


def _defines(data: Mapping[str, Any]) -> bool:
    return "definition" in data or "toml" in data


def _read(row: SavedMapping, data: Mapping[str, Any]) -> None:
    """Take over what was sent; each part that is wrong is refused by its name."""
    faults: list[FieldError] = []
    if "name" in data:
        row.name = _name(data["name"], faults)
    if "is_shared" in data:
        row.is_shared = data["is_shared"] is True
        if not isinstance(data["is_shared"], bool):
            faults.append(field_error("is_shared", "FIELD_INVALID", reason=_("write true or false")))
    if _defines(data):
        row.definition = _definition(data, faults)
    refuse_fields(faults)


def _name(given: Any, faults: list[FieldError]) -> str:
    name = trimmed(given) if isinstance(given, str) else ""
    if not name:
        faults.append(field_error("name", "FIELD_REQUIRED"))
    elif len(name) > LONGEST_NAME:
        reason = _("at most {number} characters").format(number=LONGEST_NAME)
        faults.append(field_error("name", "FIELD_INVALID", reason=reason))
    elif fault := fault_in_line(name):
        faults.append(field_error("name", "FIELD_INVALID", reason=fault))
    return name


def _definition(data: Mapping[str, Any], faults: list[FieldError]) -> dict[str, Any]:
    given, text = data.get("definition"), data.get("toml")
    try:
        if given is not None and text is not None:
            reason = _("send the definition or the text in TOML, not both")
            refuse("FIELD_INVALID", field="toml", reason=reason)
        if isinstance(text, str):
            return mapping_in(text).data()
        if text is not None:
            refuse("FIELD_INVALID", field="toml", reason=_("it must be text"))
        if given is None:
            refuse("FIELD_REQUIRED", field="definition")
        return mapping_from(given).data()
    except Refused as no:
        faults += no.errors
        return {}


def _description(row: SavedMapping) -> dict[str, Any]:
    """Return what is said of a mapping when it changes: shortened, and a field at a time."""
    definition = dict(row.definition)
    fields = definition.pop("fields", {})
    texts = {**definition, **{f"fields.{name}": source for name, source in fields.items()}}
    said = {name: str(value) for name, value in texts.items()}
    return {"name": row.name, "shared": row.is_shared} | {
        name: text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…" for name, text in said.items()
    }


def _store(row: SavedMapping) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        refuse("NAME_TAKEN", field="name")


def _locked(pk: int, *, by: User) -> SavedMapping:
    """Lock a mapping that somebody may change: an own one, or as an administrator one that a colleague shares."""
    require(by, "lead.import")
    refuse_if_off(Feature.IMPORT)
    seen = SavedMapping.objects.within_reach(by, "lead.import").filter(pk=pk).first()
    if seen is None:
        raise NotFound
    if seen.made_by_id != by.pk:
        require(by, "user.manage")
    row = SavedMapping.objects.select_for_update(of=("self",)).select_related("made_by").filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row
