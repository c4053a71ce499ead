"""What happens between companies and the contacts of leads, and to the templates and media."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.communication.models import Communication, Direction, Medium, Role, Template
from leadwright.foundation.local import yes_or_no
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts import LeadFact


@dataclass(frozen=True, kw_only=True)
class CommunicationFact(LeadFact):
    """Something happened to a communication; only the own side knows of one that is not shared."""

    stays_with_its_side = True
    communication: Communication

    def organisations(self) -> tuple[int, ...]:
        row = self.communication
        return super().organisations() if row.is_shared else (row.organisation_id,)

    def more(self) -> dict[str, Json]:
        row = self.communication
        return {
            "communication": row.pk,
            "medium": row.medium.code,
            "direction": row.direction,
            "marketing": row.is_marketing,
            "shared": row.is_shared,
        }

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say by which medium and in which direction it was, and about what."""
        details = entry.details
        medium = names.label("medium", str(details.get("medium", "")))
        yield Change(field="medium", label=field_label("medium"), after=medium)
        direction = details.get("direction")
        if direction in Direction.values:
            label = str(Direction(direction).label)
            yield Change(field="direction", label=field_label("direction"), after=label)
        for role in Role:
            if text := entry.texts.get(role.value):
                yield Change(field=role.value, label=str(role.label), after=text)
        for name in ("subject",) if Role.TO.value in entry.texts else ("address", "subject"):
            if text := entry.texts.get(name):
                yield Change(field=name, label=field_label(name), after=text)
        if text := entry.texts.get("files"):
            yield Change(field="files", label=str(_("Attachments")), after=text)
        for name in ("marketing", "shared"):
            if details.get(name):
                yield Change(field=name, label=field_label(name), after=yes_or_no(True))


@dataclass(frozen=True, kw_only=True)
class LeadCommunicated(CommunicationFact):
    """Somebody wrote to the contact of a lead, or noted what was said."""

    name: ClassVar[str] = "lead.communicated"
    icon = "send"
    title = _("Communication")
    in_contact_history = True
    files: tuple[str, ...] = ()
    recipients: tuple[tuple[str, str], ...] = ()

    def values(self) -> dict[str, str]:
        row = self.communication
        texts = {"address": row.address, "subject": row.subject, "text": row.text}
        texts["files"] = ", ".join(self.files)
        if len(self.recipients) > 1:
            for role in Role.values:
                texts[role] = ", ".join(address for given, address in self.recipients if given == role)
        return {name: text for name, text in texts.items() if text}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("text", "")


@dataclass(frozen=True, kw_only=True)
class MailNotSent(CommunicationFact):
    """A mail was not sent when its turn came."""

    icon = "close"
    tone = "warn"

    def values(self) -> dict[str, str]:
        """Say whom it did not reach."""
        return {"address": self.communication.address}


@dataclass(frozen=True, kw_only=True)
class LeadCommunicationDropped(MailNotSent):
    """A mail was not sent: when its turn came, its reader could not be written to any more."""

    name: ClassVar[str] = "lead.communication_dropped"
    title = _("Mail not sent: the contact can no longer be written to")


@dataclass(frozen=True, kw_only=True)
class LeadCommunicationIncomplete(MailNotSent):
    """A mail was not sent: when its turn came, a file that it was to carry was no longer there."""

    name: ClassVar[str] = "lead.communication_incomplete"
    title = _("Mail not sent: a file that it was to carry is gone")


@dataclass(frozen=True, kw_only=True)
class TemplateFact(Fact):
    """Something happened to a template; only its makers read of it."""

    icon = "gear"
    template: Template
    changes: Mapping[str, Json] = field(default_factory=dict)

    def subject(self) -> Subject:
        return Subject(kind="template", id=self.template.pk)

    def organisations(self) -> tuple[int, ...]:
        home = self.template.organisation_id
        return (home,) if home is not None else ()

    def details(self) -> dict[str, Json]:
        return {"code": self.template.code} | ({"changes": dict(self.changes)} if self.changes else {})

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which template it was, and what of it was changed."""
        del names
        yield Change(field="code", label=field_label("code"), after=str(entry.details.get("code", "")))
        yield from _changes_of(entry)


def _changes_of(entry: ReadableEntry) -> Iterable[Change]:
    for name, (before, after) in entry.details.get("changes", {}).items():
        yield Change(field=name, label=field_label(name), before=_said(before), after=_said(after))


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_said(text) for text in value.values())
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value)
    if isinstance(value, bool):
        return yes_or_no(value)
    return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class TemplateMade(TemplateFact):
    """Somebody made a template."""

    name: ClassVar[str] = "template.made"
    tone = "good"
    title = _("Template made")


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(TemplateFact):
    """Somebody changed a template: what it says, for whom it is, or from when on it holds."""

    name: ClassVar[str] = "template.changed"
    title = _("Template changed")


@dataclass(frozen=True, kw_only=True)
class TemplateRetired(TemplateFact):
    """A template can be chosen no longer."""

    name: ClassVar[str] = "template.retired"
    title = _("Template retired")


@dataclass(frozen=True, kw_only=True)
class MediumFact(Fact):
    """Something happened to the list of media."""

    icon = "gear"
    medium: Medium
    changes: Mapping[str, Json] = field(default_factory=dict)

    def subject(self) -> Subject:
        return Subject(kind="medium", id=self.medium.pk)

    def details(self) -> dict[str, Json]:
        return {"code": self.medium.code} | ({"changes": dict(self.changes)} if self.changes else {})

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say which medium it was, and what of it was changed."""
        medium = names.label("medium", str(entry.details.get("code", "")))
        yield Change(field="medium", label=field_label("medium"), after=medium)
        yield from _changes_of(entry)


@dataclass(frozen=True, kw_only=True)
class MediumAdded(MediumFact):
    """Somebody added a medium."""

    name: ClassVar[str] = "medium.added"
    tone = "good"
    title = _("Medium added")


@dataclass(frozen=True, kw_only=True)
class MediumChanged(MediumFact):
    """Somebody changed what a medium is called, where it reaches people or how much it carries."""

    name: ClassVar[str] = "medium.changed"
    title = _("Medium changed")
