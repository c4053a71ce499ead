"""What happens to the configuration."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Line, Names, ReadableEntry
from leadwright.leads.configuration.change_words import changes_of, title_of


@dataclass(frozen=True, kw_only=True)
class ConfigurationChanged(Fact):
    """A record of the configuration was added, changed, retired or deleted; or a list has another order."""

    name: ClassVar[str] = "configuration.changed"
    icon = "gear"
    title = _("Configuration changed")
    kind: str
    code: str
    changes: Mapping[str, Json]

    def subject(self) -> Subject:
        return Subject(kind="configuration", id=0)

    def details(self) -> dict[str, Json]:
        return {"kind": self.kind, "code": self.code, "changes": self.changes}

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Return the line with a title that names the record; an old entry says that something changed."""
        line = super().line(entry, names)
        return replace(line, title=title_of(entry.details, names)) if entry.details.get("kind") else line

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say what each field was and is."""
        return changes_of(entry.details, names)


@dataclass(frozen=True, kw_only=True)
class SetupFact(Fact):
    """Something that was done with a shipped set-up."""

    setup: str

    def subject(self) -> Subject:
        return Subject(kind="configuration", id=0)

    def details(self) -> dict[str, Json]:
        return {"setup": self.setup}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        if code := entry.details.get("setup"):
            yield Change(field="code", label=field_label("code"), after=code)


@dataclass(frozen=True, kw_only=True)
class SetupChosen(SetupFact):
    """An administrator began with a shipped set-up, or with what was there."""

    name: ClassVar[str] = "configuration.begun"
    icon = "gear"
    tone = "good"
    title = _("Set-up chosen")


@dataclass(frozen=True, kw_only=True)
class SetupAdded(SetupFact):
    """What a shipped set-up has beside the configuration was added to it."""

    name: ClassVar[str] = "configuration.set_up_added"
    icon = "gear"
    title = _("Set-up added")
