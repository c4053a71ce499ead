"""What happens to contacts."""

from dataclasses import dataclass, field
from typing import ClassVar

from leadwright.contacts.models import Contact
from leadwright.history.facts import Fact, Json, Subject


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

    def details(self) -> dict[str, Json]:
        return {"kind": self.contact.kind}


@dataclass(frozen=True, kw_only=True)
class ContactAdopted(ContactEntered):
    """A contact was brought in from elsewhere."""

    name: ClassVar[str] = "contact.adopted"


@dataclass(frozen=True, kw_only=True)
class ContactEdited(ContactFact):
    """A contact was changed; the values hold old and new."""

    name: ClassVar[str] = "contact.edited"
    changes: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return {"fields": sorted({key.rsplit("_", 1)[0] for key in self.changes})}

    def values(self) -> dict[str, str]:
        return dict(self.changes)


@dataclass(frozen=True, kw_only=True)
class ContactBlocked(ContactFact):
    """A contact was blocked: nothing new is tied to it."""

    name: ClassVar[str] = "contact.blocked"


@dataclass(frozen=True, kw_only=True)
class ContactUnblocked(ContactFact):
    """A contact was released again."""

    name: ClassVar[str] = "contact.unblocked"


@dataclass(frozen=True, kw_only=True)
class ContactMerged(ContactEdited):
    """Another contact became part of this one; its `ties` are tied to this one now."""

    name: ClassVar[str] = "contact.merged"
    merged: Contact
    ties: frozenset[str] = frozenset()

    def details(self) -> dict[str, Json]:
        return super().details() | {"merged": self.merged.pk}

    def values(self) -> dict[str, str]:
        return super().values() | {"merged_name": self.merged.name}


@dataclass(frozen=True, kw_only=True)
class ContactUnmerged(ContactMerged):
    """A merger was undone; `ties` go back to the contact that stands for itself again."""

    name: ClassVar[str] = "contact.unmerged"


@dataclass(frozen=True, kw_only=True)
class NumberRecorded(ContactFact):
    """A national number of a person was recorded; the fact holds no digit of it."""

    name: ClassVar[str] = "contact.number_recorded"
    country: str
    legal_basis: str

    def details(self) -> dict[str, Json]:
        return {"country": self.country}

    def values(self) -> dict[str, str]:
        return {"legal_basis": self.legal_basis}


@dataclass(frozen=True, kw_only=True)
class NumberRevealed(ContactFact):
    """A national number was shown in full to somebody who said why."""

    name: ClassVar[str] = "contact.number_revealed"
    reason: str

    def values(self) -> dict[str, str]:
        return {"reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class NumberRemoved(ContactFact):
    """A national number was forgotten."""

    name: ClassVar[str] = "contact.number_removed"


@dataclass(frozen=True, kw_only=True)
class ContactExported(ContactFact):
    """A contact was handed out as a file."""

    name: ClassVar[str] = "contact.exported"
