"""What happens to the files of a lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.files import tracing
from leadwright.files.models import File
from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts.lead import LeadFact


@dataclass(frozen=True, kw_only=True)
class FileFact(LeadFact):
    """A file came or went; only the own side knows of one that is not shared. Its name lies apart."""

    is_removal: ClassVar[bool] = False
    file: File

    def organisations(self) -> tuple[int, ...]:
        return super().organisations() if self.file.is_shared else (self.file.organisation_id,)

    def more(self) -> dict[str, Json]:
        return tracing.details_of(self.file)

    def values(self) -> dict[str, str]:
        return tracing.texts_of(self.file)

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        return tracing.changes_in(entry, is_removal=cls.is_removal)


@dataclass(frozen=True, kw_only=True)
class FileAdded(FileFact):
    """A file was attached to the lead."""

    name: ClassVar[str] = "lead.file_added"
    icon = "clip"
    title = _("File added")


@dataclass(frozen=True, kw_only=True)
class FileDeleted(FileFact):
    """A file of the lead was deleted."""

    name: ClassVar[str] = "lead.file_deleted"
    icon = "clip"
    tone = "warn"
    title = _("File deleted")
    is_removal = True
