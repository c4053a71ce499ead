"""What happens to contacts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.contacts.field_words import change, kind_in_words
from leadwright.contacts.models import Contact
from leadwright.fields.tracing import is_own, said
from leadwright.files import tracing as files
from leadwright.files.models import File
from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry, Tone

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "vcard": "vCard"}


@dataclass(frozen=True, kw_only=True)
class ContactFact(Fact):
    """Something happened to a contact."""

    contact: Contact

    def subject(self) -> Subject:
        return Subject(kind="contact", id=self.contact.pk, name=self.contact.name)

    def organisations(self) -> tuple[int, ...]:
        return (self.contact.organisation_id,)


@dataclass(frozen=True, kw_only=True)
class ContactEntered(ContactFact):
    """A contact was entered."""

    name: ClassVar[str] = "contact.entered"
    icon = "plus"
    title = _("Contact entered")
    texts: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return {"kind": self.contact.kind}

    def values(self) -> dict[str, str]:
        return dict(self.texts)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        if kind := entry.details.get("kind"):
            yield Change(field="kind", label=field_label("kind"), after=kind_in_words(kind))
        for name, (before, after) in entry.changed_texts().items():
            if is_own(name):
                yield said(name, before, after, names)


@dataclass(frozen=True, kw_only=True)
class ContactAdopted(ContactEntered):
    """A contact was brought in from elsewhere."""

    name: ClassVar[str] = "contact.adopted"
    icon = "inflow"
    title = _("Contact brought in from elsewhere")


@dataclass(frozen=True, kw_only=True)
class ContactTakenBack(ContactFact):
    """The import that a contact came with was undone, and the contact went with it; its history stays."""

    name: ClassVar[str] = "contact.taken_back"
    icon = "minus"
    title = _("Taken back with its import")


@dataclass(frozen=True, kw_only=True)
class ContactEdited(ContactFact):
    """A contact was changed; the values hold old and new."""

    name: ClassVar[str] = "contact.edited"
    icon = "edit"
    title = _("Contact changed")
    changes: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return {"fields": sorted({key.rsplit("_", 1)[0] for key in self.changes})}

    def values(self) -> dict[str, str]:
        return dict(self.changes)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say the fields that were changed; what was erased since is simply gone."""
        pairs = entry.changed_texts()
        for name in entry.details.get("fields", ()):
            before, after = pairs.get(name, ("", ""))
            if before or after:
                yield said(name, before, after, names) if is_own(name) else change(name, before, after, names)


@dataclass(frozen=True, kw_only=True)
class ContactAdoptedAgain(ContactEdited):
    """The file that a contact came from says something else now, and what nobody had changed here followed it."""

    name: ClassVar[str] = "contact.adopted_again"
    icon = "inflow"
    title = _("Brought in again with other values")


@dataclass(frozen=True, kw_only=True)
class ContactBlocked(ContactFact):
    """A contact was blocked: nothing new is tied to it."""

    name: ClassVar[str] = "contact.blocked"
    icon = "lock"
    tone = "bad"
    title = _("Contact blocked")


@dataclass(frozen=True, kw_only=True)
class ContactUnblocked(ContactFact):
    """A contact was released again."""

    name: ClassVar[str] = "contact.unblocked"
    icon = "check"
    tone = "good"
    title = _("Contact released")


@dataclass(frozen=True, kw_only=True)
class ContactDistinguished(ContactFact):
    """A contact that equals a blocked one was found to be another."""

    name: ClassVar[str] = "contact.distinguished"
    icon = "check"
    title = _("Not the same as a blocked contact")
    other: Contact

    def details(self) -> dict[str, Json]:
        return {"other": self.other.pk}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        if other := entry.details.get("other"):
            yield Change(field="other", label=field_label("other"), after=names.label("contact", str(other)))


@dataclass(frozen=True, kw_only=True)
class ContactMerged(ContactEdited):
    """Another contact became part of this one; its `ties` are tied to this one now."""

    name: ClassVar[str] = "contact.merged"
    icon = "swap"
    tone: ClassVar[Tone] = "warn"
    title = _("Another contact was merged into this one")
    merged: Contact
    ties: frozenset[str] = frozenset()

    def details(self) -> dict[str, Json]:
        return super().details() | {"merged": self.merged.pk}

    def values(self) -> dict[str, str]:
        return super().values() | {"merged_name": self.merged.name}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        if name := entry.texts.get("merged_name"):
            yield Change(field="other", label=field_label("other"), after=name)
        yield from super().changes_in(entry, names)


@dataclass(frozen=True, kw_only=True)
class ContactUnmerged(ContactMerged):
    """A merger was undone; `ties` go back to the contact that stands for itself again."""

    name: ClassVar[str] = "contact.unmerged"
    icon = "swap"
    tone = ""
    title = _("A merger was undone")


@dataclass(frozen=True, kw_only=True)
class NumberRecorded(ContactFact):
    """A national number of a person was recorded; the fact holds no digit of it."""

    name: ClassVar[str] = "contact.number_recorded"
    icon = "lock"
    title = _("National number recorded")
    country: str
    legal_basis: str

    def details(self) -> dict[str, Json]:
        return {"country": self.country}

    def values(self) -> dict[str, str]:
        return {"legal_basis": self.legal_basis}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        country = local.country(entry.details.get("country", ""))
        yield Change(field="country", label=field_label("country"), after=country)
        if basis := entry.texts.get("legal_basis"):
            yield Change(field="legal_basis", label=field_label("legal_basis"), after=basis)


@dataclass(frozen=True, kw_only=True)
class NumberRevealed(ContactFact):
    """A national number was shown in full to somebody who said why."""

    name: ClassVar[str] = "contact.number_revealed"
    icon = "alert"
    tone = "warn"
    title = _("National number revealed")
    reason: str

    def values(self) -> dict[str, str]:
        return {"reason": self.reason}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("reason", "")


@dataclass(frozen=True, kw_only=True)
class NumberRemoved(ContactFact):
    """A national number was forgotten."""

    name: ClassVar[str] = "contact.number_removed"
    icon = "lock"
    title = _("National number removed")


@dataclass(frozen=True, kw_only=True)
class ContactExported(ContactFact):
    """A contact was handed out as a file, alone or among others."""

    name: ClassVar[str] = "contact.exported"
    icon = "send"
    title = _("Contact exported")
    format: str

    def details(self) -> dict[str, Json]:
        return {"format": self.format}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        if code := entry.details.get("format"):
            yield Change(field="format", label=field_label("format"), after=FORMATS.get(code, code))


@dataclass(frozen=True, kw_only=True)
class ContactFileFact(ContactFact):
    """A file of a contact came or went; its name lies apart."""

    is_removal: ClassVar[bool] = False
    file: File

    def details(self) -> dict[str, Json]:
        return files.details_of(self.file)

    def values(self) -> dict[str, str]:
        return files.texts_of(self.file)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        return files.changes_in(entry, is_removal=cls.is_removal)


@dataclass(frozen=True, kw_only=True)
class ContactFileAdded(ContactFileFact):
    """A file was attached to the contact."""

    name: ClassVar[str] = "contact.file_added"
    icon = "clip"
    title = _("File added")


@dataclass(frozen=True, kw_only=True)
class ContactFileDeleted(ContactFileFact):
    """A file of the contact was deleted."""

    name: ClassVar[str] = "contact.file_deleted"
    icon = "clip"
    tone = "warn"
    title = _("File deleted")
    is_removal = True
