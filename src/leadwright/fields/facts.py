"""What happens to own fields, in the past tense."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.fields.models import OwnField, WithOwnFields
from leadwright.fields.tracing import said
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.people.facts import UserFact


@dataclass(frozen=True, kw_only=True)
class FieldFact(Fact):
    """Something happened to an own field; only its makers read of it."""

    icon = "gear"
    definition: OwnField
    changes: Mapping[str, Json] = field(default_factory=dict)

    def subject(self) -> Subject:
        return Subject(kind="field", id=self.definition.pk)

    def organisations(self) -> tuple[int, ...]:
        home = self.definition.organisation_id
        return (home,) if home is not None else ()

    def details(self) -> dict[str, Json]:
        data: dict[str, Json] = {"subject": self.definition.subject, "key": self.definition.key}
        return data | ({"changes": dict(self.changes)} if self.changes else {}) | self.more()

    def more(self) -> dict[str, Json]:
        """Return what else is to be kept."""
        return {}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which field it was, and what of it was changed."""
        del names
        yield Change(field="key", label=field_label("key"), after=str(entry.details.get("key", "")))
        yield from _changes_of(entry)


def _changes_of(entry: ReadableEntry) -> Iterable[Change]:
    for name, (before, after) in entry.details.get("changes", {}).items():
        yield Change(field=name, label=field_label(name), before=_said(before), after=_said(after))


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(str(text) for text in value.values())
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value)
    return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class FieldMade(FieldFact):
    """Somebody made a field."""

    name: ClassVar[str] = "field.made"
    tone = "good"
    title = _("Field made")

    def more(self) -> dict[str, Json]:
        return {"kind": self.definition.kind}


@dataclass(frozen=True, kw_only=True)
class FieldChanged(FieldFact):
    """Somebody changed what a field is called, where it stands or who knows it; never its kind."""

    name: ClassVar[str] = "field.changed"
    title = _("Field changed")


@dataclass(frozen=True, kw_only=True)
class FieldRetired(FieldFact):
    """A field takes no new values; what was entered stays."""

    name: ClassVar[str] = "field.retired"
    title = _("Field retired")


@dataclass(frozen=True, kw_only=True)
class FieldPurged(FieldFact):
    """A field and all its values were removed for good; the entry says how many rows had one."""

    name: ClassVar[str] = "field.purged"
    tone = "bad"
    title = _("Field and its values removed")
    rows: int

    def more(self) -> dict[str, Json]:
        return {"rows": self.rows}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from super().changes_in(entry, names)
        yield Change(field="rows", label=field_label("rows"), after=str(entry.details.get("rows", "")))


@dataclass(frozen=True, kw_only=True)
class FieldCopied(FieldFact):
    """The values of a field were copied into another; the entry says into which, and how many rows got one."""

    name: ClassVar[str] = "field.copied"
    icon = "swap"
    title = _("Values copied into another field")
    to: str
    rows: int

    def more(self) -> dict[str, Json]:
        return {"to": self.to, "rows": self.rows}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from super().changes_in(entry, names)
        yield Change(field="to", label=field_label("to"), after=str(entry.details.get("to", "")))
        yield Change(field="rows", label=field_label("rows"), after=str(entry.details.get("rows", "")))


@dataclass(frozen=True, kw_only=True)
class ValueCopied(Fact):
    """A row got a value from another of its fields, with all rows that had one there."""

    name: ClassVar[str] = "value.copied"
    icon = "swap"
    title = _("Value copied into another field")
    row: WithOwnFields
    texts: Mapping[str, str]

    def subject(self) -> Subject:
        return Subject(kind=self.row.SUBJECT.value, id=self.row.pk)

    def organisations(self) -> tuple[int, ...]:
        return tuple(sorted(self.row.field_companies))

    def values(self) -> dict[str, str]:
        return dict(self.texts)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say what it was and is; what was erased since is simply gone."""
        for field_name, (before, after) in entry.changed_texts().items():
            yield said(field_name, before, after, names)


@dataclass(frozen=True, kw_only=True)
class ColumnsChosen(UserFact):
    """Somebody chose which own fields are columns of a list; the entry names them by their keys."""

    name: ClassVar[str] = "user.columns_chosen"
    icon = "gear"
    title = _("Columns of a list chosen")
    listed: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def details(self) -> dict[str, Json]:
        return {"list": self.listed, "changes": {"columns": [list(self.before), list(self.after)]}}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which columns there were, and which there are now."""
        del names
        return _changes_of(entry)
