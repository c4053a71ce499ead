"""What happens to consents, and to the lists that they are made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from leadwright.consent.deriving import Act
from leadwright.consent.models import Event
from leadwright.contacts.models import Contact
from leadwright.history.facts import Fact, Json, Subject


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The two links of a mail that asks for confirmation; they are mailed and not kept."""

    confirm: str
    withdraw: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ConsentFact(Fact):
    """Something was written into the ledger of a contact."""

    contact: Contact
    event: Event
    source: str = ""
    evidence: str = ""
    letter: Letter | None = None

    def subject(self) -> Subject:
        return Subject(kind="contact", id=self.contact.pk, name=self.contact.name)

    def organisations(self) -> tuple[int, ...]:
        return (self.contact.organisation_id,)

    def details(self) -> dict[str, Json]:
        event, wording = self.event, self.event.wording
        return {
            "event": event.pk,
            "channel": event.channel,
            "sender": event.sender.code,
            "purpose": event.purpose.code,
            "origin": event.origin,
            "counts_from": event.at,
            "wording": [wording.version, wording.language] if wording else None,
            "awaits_until": event.awaits_until,
            "evidence_at": event.evidence_at,
        }

    def values(self) -> dict[str, str]:
        return {"source": self.source, "evidence": self.evidence}


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(ConsentFact):
    """Somebody agreed; with a letter it counts once it is confirmed."""

    name: ClassVar[str] = "consent.given"


@dataclass(frozen=True, kw_only=True)
class ConsentConfirmed(ConsentFact):
    """The person confirmed through the link in a mail."""

    name: ClassVar[str] = "consent.confirmed"


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(ConsentFact):
    """Somebody took a consent back."""

    name: ClassVar[str] = "consent.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ConsentObjected(ConsentFact):
    """Somebody objected, whether there was a consent or not."""

    name: ClassVar[str] = "consent.objected"


@dataclass(frozen=True, kw_only=True)
class ConsentExpired(ConsentFact):
    """A consent is too old to rely on."""

    name: ClassVar[str] = "consent.expired"


@dataclass(frozen=True, kw_only=True)
class ConsentImported(ConsentFact):
    """A consent came in from another system."""

    name: ClassVar[str] = "consent.imported"


OF_ACT: dict[Act, type[ConsentFact]] = {
    Act.GIVEN: ConsentGiven,
    Act.CONFIRMED: ConsentConfirmed,
    Act.WITHDRAWN: ConsentWithdrawn,
    Act.OBJECTED: ConsentObjected,
    Act.EXPIRED: ConsentExpired,
    Act.IMPORTED: ConsentImported,
}


@dataclass(frozen=True, kw_only=True)
class ConsentWordsErased(Fact):
    """The words of a contact's events were deleted; what it refused is kept as digests."""

    name: ClassVar[str] = "consent.words_erased"
    contact_id: int
    texts: int
    suppressed: int

    def subject(self) -> Subject:
        return Subject(kind="contact", id=self.contact_id)

    def details(self) -> dict[str, Json]:
        return {"texts": self.texts, "suppressed": self.suppressed}


@dataclass(frozen=True, kw_only=True)
class ConsentListExtended(Fact):
    """A sender or a purpose was added, or a new version of a wording was published."""

    name: ClassVar[str] = "consent.list_extended"
    kind: str
    id: int
    code: str
    version: int | None = None

    def subject(self) -> Subject:
        return Subject(kind=self.kind, id=self.id)

    def details(self) -> dict[str, Json]:
        return {"code": self.code, "version": self.version}
