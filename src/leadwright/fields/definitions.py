"""The definitions in force: kept in memory, and read again as soon as any of them has changed.

Each statement that touches a definition gives them all a new mark, by a trigger, as for the rules of leads.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, Subquery

from leadwright.fields.models import FieldsMark, OwnField
from leadwright.fields.subjects import Subject
from leadwright.foundation.asked import answered, forget, know

FIELDS = "own fields"
MOST_COMPANIES = 2_000
Fields = tuple[OwnField, ...]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Knowledge:
    """The fields that a company knows, retired ones too, in their order, and what was made of them."""

    fields: Fields
    made: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Definitions:
    """What this process holds under one mark: the fields that a company knows, by company."""

    mark: UUID | None
    by_company: dict[int | None, Knowledge] = field(default_factory=dict)

    def known_to(self, organisation_id: int | None) -> Knowledge:
        """Return the fields for all and those of a company, and what was made of them."""
        known = self.by_company.get(organisation_id)
        if known is None:
            if len(self.by_company) >= MOST_COMPANIES:
                self.by_company.clear()
            known = self.by_company[organisation_id] = Knowledge(_read(organisation_id))
        return known


class _Kept:
    held: Definitions | None = None


def _read(organisation_id: int | None) -> Fields:
    rows = OwnField.objects.filter(Q(organisation=None) | Q(organisation=organisation_id), purged_at=None)
    return tuple(rows.prefetch_related("choice_rows"))


def fields_of(organisation_id: int | None, subject: Subject) -> Fields:
    """Return the fields of a subject that a company knows, retired ones too, in their order."""

    def of_subject(rows: Fields) -> Fields:
        return tuple(row for row in rows if row.subject == subject)

    return made_of_fields(organisation_id, subject, of_subject)


def made_of_fields(organisation_id: int | None, key: Hashable, make: Callable[[Fields], Made]) -> Made:
    """Return what is made of the fields that a company knows: made once, until a definition changes.

    The key names what is made and all else that it depends on, the language too where it holds words.
    """
    known = answered(FIELDS, _current).known_to(organisation_id)
    if key not in known.made:
        known.made[key] = make(known.fields)
    made: Made = known.made[key]
    return made


def by_id(fields: Iterable[OwnField]) -> Mapping[str, OwnField]:
    """Return fields by what their values are keyed by."""
    return {str(row.pk): row for row in fields}


def mark_of_fields() -> Subquery:
    """Return the mark of the definitions, to be fetched along with something else."""
    return Subquery(FieldsMark.objects.values("mark")[:1])


def know_fields(mark: UUID | None) -> None:
    """Take it that the definitions have this mark: they are not asked for again."""
    know(FIELDS, _marked(mark))


def forget_fields() -> None:
    """Let the definitions be asked for again."""
    forget(FIELDS)


def _current() -> Definitions:
    return _marked(FieldsMark.objects.values_list("mark", flat=True).first())


def _marked(mark: UUID | None) -> Definitions:
    held = _Kept.held
    if held is not None and held.mark == mark and mark is not None:
        return held
    _Kept.held = definitions = Definitions(mark)
    return definitions
