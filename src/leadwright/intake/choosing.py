"""The mapping by which somebody's file is read, with the statuses and codes that there are here."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import Refused, refuse
from leadwright.foundation.text import storable
from leadwright.history.facts import Party
from leadwright.intake.listed import LISTS, codes_for, statuses_of, usual_type
from leadwright.intake.mapping import LEADS, USUAL_TYPE, FieldSource, FileMapping
from leadwright.intake.mapping_reading import LONGEST_TITLE, read_mapping
from leadwright.intake.models import SavedMapping, SavedMappingQuerySet
from leadwright.intake.receiving import Received
from leadwright.intake.recognising import recognised, shipped_by_code
from leadwright.intake.saving import mapping_of
from leadwright.intake.suggesting import Suggestion, suggested
from leadwright.leads.models import LeadType
from leadwright.leads.references import offered_types
from leadwright.leads.states import State
from leadwright.people.actions.adopting import home_of
from leadwright.people.models import Organisation, Unit, User
from leadwright.values.context import Unreadable

# A shape is known by two headers at least.
LEAST_COLUMNS = 2
# Where a lead type has no status of a state, the nearest state.
NEAREST = {
    State.PENDING: State.IN_PROGRESS,
    State.IN_PROGRESS: State.PENDING,
    State.CANCELLED: State.LOST,
    State.LOST: State.CANCELLED,
}


def mapping_for(
    headers: Iterable[str], *, own: FileMapping | None, organisation: Organisation, by: User | Party
) -> FileMapping:
    """Return the mapping for a file with these headers: one's own, else one that recognises it."""
    saved = [] if own else list(_readable(saved_for(organisation, by)))
    mapping = recognised(headers, own=own, saved=saved)
    if mapping.kind != LEADS:
        return mapping
    return settled(mapping, unit=by.unit if isinstance(by, User) else home_of(organisation))


def saved_for(organisation: Organisation, by: User | Party) -> SavedMappingQuerySet:
    """Return the saved mappings that an import can use, the latest first: those within somebody's reach."""
    rows = SavedMapping.objects.order_by("-changed_at", "-pk")
    if isinstance(by, User):
        return rows.within_reach(by, "lead.import")
    return rows.filter(organisation=organisation)


def chosen_mapping(path: Path, *, organisation: Organisation, by: User | Party) -> FileMapping:
    """Return the mapping in a file, else the shipped or the saved one that has this name."""
    return (
        read_mapping(path) if path.is_file() else named_mapping(str(path), organisation=organisation, by=by)
    )


def named_mapping(name: str, *, organisation: Organisation, by: User | Party) -> FileMapping:
    """Return the shipped mapping with a code or a title, else the saved one with a name."""
    plain = name.casefold()
    for code, mapping in shipped_by_code().items():
        if plain in (code.casefold(), mapping.title.casefold()):
            return mapping
    row = saved_for(organisation, by).filter(name__iexact=name).first()
    if row is None:
        text = _("there is neither a file nor a saved mapping “{name}”")
        refuse("FIELD_INVALID", field="mapping", reason=text.format(name=name[:LONGEST_TITLE]))
    return mapping_of(row)


def _readable(saved: SavedMappingQuerySet) -> Iterator[FileMapping]:
    """Return what is saved; what an older version saved and this one cannot read is passed over."""
    for row in saved:
        with suppress(Refused):
            yield mapping_of(row)


def suggestion_for(file: Received, *, organisation: Organisation, today: date) -> Suggestion:
    """Return a mapping for a file that no mapping recognises, with what is known of its columns."""
    try:
        table = file.table
    except Unreadable as fault:
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=str(fault))
    if len(table.headers) < LEAST_COLUMNS:
        reason = _("it is read as a single column; say by what its cells are parted")
        refuse("FIELD_INVALID", field="file", because="FILE_UNREADABLE", reason=reason)
    return suggested(
        table,
        codes=codes_for(home_of(organisation)),
        title=storable(Path(file.name).stem)[:LONGEST_TITLE] or file.name,
        country=organisation.country,
        today=today,
    )


def settled(mapping: FileMapping, *, unit: Unit) -> FileMapping:
    """Return a mapping of leads with a type that a unit may use, and with the statuses and codes that there are.

    A mapping that names no type takes the usual one, else the first. A state stands for its default status.
    """
    kind = usual_type(offered_types(unit), code=mapping.lead_type)
    if kind is None:
        return replace(mapping, lead_type=mapping.lead_type or USUAL_TYPE)
    statuses = _statuses(kind)
    fields = {
        name: _renamed(source, statuses) if name == "status" else _known(source, mapping)
        for name, source in mapping.fields.items()
    }
    return replace(
        mapping, lead_type=kind.code, fields={name: source for name, source in fields.items() if source}
    )


def _statuses(kind: LeadType) -> dict[str, str]:
    """Return the code of a status for each state, or for the nearest that the type has statuses of."""
    known = statuses_of(kind)
    nearest = {state.value: known.get(other.value, "") for state, other in NEAREST.items()}
    return {state: code for state, code in {**nearest, **known}.items() if code}


def _renamed(source: FieldSource, names: Mapping[str, str]) -> FieldSource:
    return replace(
        source,
        value=names.get(source.value, source.value),
        values={word: names.get(value, value) for word, value in source.values.items()},
        when=tuple(
            replace(
                row,
                value=names.get(row.value or "", row.value),
                otherwise=names.get(row.otherwise or "", row.otherwise),
            )
            for row in source.when
        ),
        otherwise=names.get(source.otherwise, source.otherwise),
        when_empty=names.get(source.when_empty, source.when_empty),
    )


def _known(source: FieldSource, mapping: FileMapping) -> FieldSource | None:
    """Return a source without words for codes that there are not here, if it is of a mapping for any company."""
    model = LISTS.get(source.name)
    if model is None or not (source.values and mapping.is_partial):
        return source
    codes = set(model._default_manager.values_list("code", flat=True))
    values = {word: code for word, code in source.values.items() if code in codes}
    return replace(source, values=values) if values else None
