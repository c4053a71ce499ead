"""What happens to saved mappings, in the past tense."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.local import yes_or_no
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.intake.models import SavedMapping


@dataclass(frozen=True, kw_only=True)
class MappingFact(Fact):
    """Something happened to a saved mapping; only its company reads of it."""

    icon = "gear"
    mapping: SavedMapping
    changes: Mapping[str, Json] = field(default_factory=dict)

    def subject(self) -> Subject:
        return Subject(kind="mapping", id=self.mapping.pk)

    def organisations(self) -> tuple[int, ...]:
        return (self.mapping.organisation_id,)

    def details(self) -> dict[str, Json]:
        data: dict[str, Json] = {"name": self.mapping.name}
        return data | ({"changes": dict(self.changes)} if self.changes else {})

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which mapping it was, and what of it was changed."""
        del names
        yield Change(field="name", label=field_label("name"), after=str(entry.details.get("name", "")))
        for name, (before, after) in entry.details.get("changes", {}).items():
            yield Change(field=name, label=field_label(name), before=_said(before), after=_said(after))


def _said(value: object) -> str:
    return yes_or_no(value) if isinstance(value, bool) else str(value)


@dataclass(frozen=True, kw_only=True)
class MappingSaved(MappingFact):
    """Somebody saved a mapping."""

    name: ClassVar[str] = "mapping.saved"
    tone = "good"
    title = _("Mapping saved")


@dataclass(frozen=True, kw_only=True)
class MappingChanged(MappingFact):
    """Somebody changed a saved mapping, or shared it, or shares it no longer."""

    name: ClassVar[str] = "mapping.changed"
    title = _("Mapping changed")


@dataclass(frozen=True, kw_only=True)
class MappingRemoved(MappingFact):
    """Somebody removed a saved mapping."""

    name: ClassVar[str] = "mapping.removed"
    title = _("Mapping removed")
