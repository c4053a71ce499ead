"""What happens to imports, in the past tense."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.intake.models import Import
from leadwright.intake.words import COUNTS


@dataclass(frozen=True, kw_only=True)
class ImportFact(Fact):
    """Something happened to an import."""

    file_import: Import

    def subject(self) -> Subject:
        return Subject(kind="import", id=self.file_import.pk, name=self.file_import.file.name)

    def organisations(self) -> tuple[int, ...]:
        return (self.file_import.organisation_id,)


@dataclass(frozen=True, kw_only=True)
class ImportBegun(ImportFact):
    """Somebody asked to bring a file in."""

    name: ClassVar[str] = "import.begun"
    icon = "inflow"
    title = _("Import begun")


@dataclass(frozen=True, kw_only=True)
class ImportEnded(ImportFact):
    """A file was brought in; how many rows became what."""

    name: ClassVar[str] = "import.ended"
    icon = "check"
    title = _("Import ended")
    counts: Mapping[str, int] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return {"counts": dict(self.counts)}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name, number in entry.details.get("counts", {}).items():
            if number:
                yield Change(field=name, label=str(COUNTS.get(name, name)), after=local.number(number))


@dataclass(frozen=True, kw_only=True)
class ImportPaused(ImportFact):
    """Somebody let an import rest."""

    name: ClassVar[str] = "import.paused"
    icon = "clock"
    title = _("Import paused")


@dataclass(frozen=True, kw_only=True)
class ImportResumed(ImportFact):
    """Somebody let an import go on."""

    name: ClassVar[str] = "import.resumed"
    icon = "inflow"
    title = _("Import resumed")


@dataclass(frozen=True, kw_only=True)
class ImportCancelled(ImportFact):
    """Somebody stopped an import; nothing of it came in."""

    name: ClassVar[str] = "import.cancelled"
    icon = "close"
    title = _("Import cancelled")


@dataclass(frozen=True, kw_only=True)
class ImportThrownAway(ImportFact):
    """Somebody threw away an import of which nothing had been brought in, with its file."""

    name: ClassVar[str] = "import.thrown_away"
    icon = "minus"
    title = _("Import thrown away")


@dataclass(frozen=True, kw_only=True)
class ImportFailed(ImportFact):
    """An import could not be done; nothing of it came in."""

    name: ClassVar[str] = "import.failed"
    icon = "alert"
    title = _("Import failed")
    code: str = ""

    def details(self) -> dict[str, Json]:
        return {"code": self.code}


@dataclass(frozen=True, kw_only=True)
class ImportUndone(ImportEnded):
    """An import was taken back; how many of what went, and how many stay since somebody touched them."""

    name: ClassVar[str] = "import.undone"
    icon = "minus"
    title = _("Import taken back")
