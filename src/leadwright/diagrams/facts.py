"""What happens to processes: made, redrawn, renamed, published, retired and offered again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.diagrams.models import Diagram
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry


@dataclass(frozen=True, kw_only=True)
class DiagramFact(Fact):
    """Something happened to a process; `version` is the one that it happened to."""

    icon = "gear"
    diagram: Diagram
    version: int | None = None

    def subject(self) -> Subject:
        return Subject(kind="diagram", id=self.diagram.pk)

    def details(self) -> dict[str, Json]:
        return {"code": self.diagram.code} | ({"version": self.version} if self.version else {})

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which process it was, and which version."""
        diagram = names.label("diagram", str(entry.details.get("code", "")))
        yield Change(field="diagram", label=field_label("diagram"), after=diagram)
        if version := entry.details.get("version"):
            yield Change(field="version", label=str(_("Version")), after=str(version))


@dataclass(frozen=True, kw_only=True)
class DiagramMade(DiagramFact):
    """Somebody made a process, with its first draft."""

    name: ClassVar[str] = "diagram.made"
    tone = "good"
    title = _("Process made")


@dataclass(frozen=True, kw_only=True)
class DiagramDrafted(DiagramFact):
    """Somebody saved the draft of the next version."""

    name: ClassVar[str] = "diagram.drafted"
    title = _("Draft of a process saved")


@dataclass(frozen=True, kw_only=True)
class DiagramRenamed(DiagramFact):
    """Somebody named a process otherwise, in some language."""

    name: ClassVar[str] = "diagram.renamed"
    title = _("Process renamed")
    changes: Mapping[str, Json] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return {**super().details(), "changes": dict(self.changes)}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say what it was called, and what it is called now."""
        yield from super().changes_in(entry, names)
        for language, (before, after) in entry.details.get("changes", {}).items():
            name = f"label_{language}"
            yield Change(field=name, label=field_label(name), before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class DiagramPublished(DiagramFact):
    """Somebody published the draft: what begins from now on begins with it."""

    name: ClassVar[str] = "diagram.published"
    tone = "good"
    title = _("Process published")


@dataclass(frozen=True, kw_only=True)
class DiagramRetired(DiagramFact):
    """A process can be begun no longer; what runs goes on."""

    name: ClassVar[str] = "diagram.retired"
    title = _("Process retired")


@dataclass(frozen=True, kw_only=True)
class DiagramRestored(DiagramFact):
    """A process can be begun again."""

    name: ClassVar[str] = "diagram.restored"
    title = _("Process offered again")
