"""Make a field, and change what is said of it; its kind, its subject and its key stay as they are."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from leadwright.fields.defining import ChoicePlan, Definer
from leadwright.fields.definitions import forget_fields
from leadwright.fields.facets import rebuild
from leadwright.fields.facts import FieldChanged, FieldMade
from leadwright.fields.fixed import FIXED, fault_in_key, new_from
from leadwright.fields.models import FieldChoice, OwnField
from leadwright.fields.reading import EMPTY, Around
from leadwright.fields.subjects import OWN_PREFIX, Subject
from leadwright.foundation.refusals import FieldError, NotFound, field_error, refuse, refuse_fields
from leadwright.history.facts import Json, Party
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import User


@transaction.atomic
def make(data: Mapping[str, Any], *, by: User, at: datetime) -> OwnField:
    """Make a field for all, or with a key that begins with `own_` for the own company; all faults are named at once."""
    key = data.get("key")
    is_for_all = not (isinstance(key, str) and key.startswith(OWN_PREFIX))
    require_to_make(by, is_for_all=is_for_all)
    faults: list[FieldError] = []
    row = new_from(data, faults)
    row.organisation = None if is_for_all else by.organisation
    if key in EMPTY:
        faults.append(field_error("key", "FIELD_REQUIRED"))
    elif reason := fault_in_key(key, is_for_all=is_for_all):
        faults.append(field_error("key", "FIELD_INVALID", reason=reason))
    refuse_fields(faults)
    definer = _definer(row, by)
    plans = definer.read(row, {"label": None, **data}) or []
    refuse_fields(definer.faults)
    insert(row)
    put_choices(row, plans)
    _read_values(definer, row, data)
    forget_fields()
    record(FieldMade(definition=row, by=by.party(), at=at))
    return row


@transaction.atomic
def change(
    field_id: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> OwnField:
    """Change what is said of a field; an absent part stays. With a version, only if nobody changed it since."""
    row = locked(field_id, by=by)
    if row.is_retired:
        refuse("FIELD_RETIRED")
    if version is not None and version != row.version:
        refuse("VERSION_STALE", current_version=row.version)
    before, was_filterable = parts_of(row), row.is_filterable
    definer = _definer(row, by)
    stay = {name for name in FIXED if name in data and data[name] == getattr(row, name)}
    definer.faults += [
        field_error(name, "FIELD_READ_ONLY") for name in FIXED if name in data and name not in stay
    ]
    plans = definer.read(row, {name: value for name, value in data.items() if name not in FIXED})
    refuse_fields(definer.faults)
    if plans is not None:
        put_choices(row, plans)
    _read_values(definer, row, data)
    if changes := differences(before, parts_of(row)):
        keep(
            row,
            changes,
            by=by.party(),
            at=at,
            is_refilled=(row.is_filterable, plans) != (was_filterable, None),
        )
    return row


def keep(row: OwnField, changes: Mapping[str, Json], *, by: Party, at: datetime, is_refilled: bool) -> None:
    """Store and record what was changed of a field; what lists find rows by is written anew where it has to be."""
    row.version += 1
    row.save()
    if is_refilled:
        rebuild(Subject(row.subject), row.pk)
    forget_fields()
    record(FieldChanged(definition=row, changes=changes, by=by, at=at))


def require_to_make(by: User, *, is_for_all: bool) -> None:
    """Refuse with PERMISSION_DENIED (403) who may not make fields for all, or for his own company."""
    require(by, "configuration.edit" if is_for_all else "user.manage")


def locked(field_id: int, *, by: User) -> OwnField:
    """Lock a field that somebody may change: one he knows of but may not change is refused, any other is not there."""
    known = OwnField.objects.within_reach(by).filter(pk=field_id).first()
    if known is None:
        raise NotFound
    require_to_make(by, is_for_all=known.organisation_id is None)
    row = OwnField.objects.select_for_update(of=("self",)).filter(pk=field_id, purged_at=None).first()
    if row is None:
        raise NotFound
    return row


def siblings_of(row: OwnField) -> QuerySet[OwnField]:
    """Return the fields that stand beside one: those of the same subject and owner, and those for all."""
    rows = OwnField.objects.filter(subject=row.subject, purged_at=None, retired_at=None)
    own = rows.filter(organisation=None) | rows.filter(organisation=row.organisation_id)
    return own.prefetch_related("choice_rows")


def _definer(row: OwnField, by: User) -> Definer:
    return Definer(siblings=siblings_of(row), around=Around(home=by.organisation_id, currency=""))


def insert(row: OwnField) -> None:
    """Store a new field; a key that is taken is refused."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        refuse("NAME_TAKEN", field="key")


def _read_values(definer: Definer, row: OwnField, data: Mapping[str, Any]) -> None:
    """Read what refers to choices and other fields, once the choices are stored; a fault ends the transaction."""
    row = with_choices(row)
    definer.read_values(row, data)
    refuse_fields(definer.faults)
    row.save(update_fields=["default", "condition", "expression", "is_stale"])


def with_choices(row: OwnField) -> OwnField:
    """Let a field forget the choices that it was fetched with."""
    row.__dict__.setdefault("_prefetched_objects_cache", {}).pop("choice_rows", None)
    return row


def put_choices(row: OwnField, plans: Iterable[ChoicePlan]) -> None:
    """Store choices in their order: a code that is there keeps its id, one that is left out is retired."""
    stored = {choice.code: choice for choice in FieldChoice.objects.filter(field=row)}
    for place, plan in enumerate(plans):
        choice = stored.pop(plan.code, None) or FieldChoice(field=row, code=plan.code)
        choice.labels, choice.position, choice.is_retired = plan.labels, place, plan.is_retired
        choice.save()
    for place, choice in enumerate(stored.values()):
        choice.is_retired, choice.position = True, 1_000 + place
        choice.save()


def parts_of(row: OwnField) -> dict[str, Json]:
    """Return what can be changed of a field, as history tells it."""
    choices: list[Json] = [dict(choice.labels) for choice in with_choices(row).offered]
    return {
        "label": dict(row.labels),
        "help": dict(row.helps),
        "section": dict(row.sections),
        "order": row.position,
        "unit": row.unit,
        "default": row.default,
        "choices": choices,
        "filterable": row.is_filterable,
        "searchable": row.is_searchable,
        "personal": row.is_personal,
        "sees": row.sees,
        "required_from": list(row.required_from),
        "activity_kinds": list(row.activity_kinds),
        "steps_only": row.is_of_steps,
        "shown_if": row.condition,
        "expression": row.expression,
    }


def differences(before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, Json]:
    """Return the parts that differ, each as it was and as it is."""
    return {name: [old, after[name]] for name, old in before.items() if old != after[name]}
