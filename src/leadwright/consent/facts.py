"""What happens to consents, and to the lists that they are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.consent.deriving import Act
from leadwright.consent.models import Event
from leadwright.contacts.models import Contact
from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry

LABELS = {
    "counts_from": _("Counts from"),
    "source": _("Source"),
    "wording": _("Wording"),
    "awaits_until": _("Answer possible until"),
    "evidence_at": _("Evidence of"),
}


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

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("evidence", "")

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say for whom, for what and by which channel, where it came from, and when it counts."""
        details = entry.details
        words = {
            "purpose": names.label("consent_purpose", details.get("purpose")),
            "channel": names.label("consent_channel", details.get("channel")),
            "sender": names.label("consent_sender", details.get("sender")),
            "source": entry.texts.get("source", ""),
            "wording": wording_in_words(*wording) if (wording := details.get("wording")) else "",
            "counts_from": local.moment(details.get("counts_from")),
            "awaits_until": local.moment(details.get("awaits_until")),
            "evidence_at": local.moment(details.get("evidence_at")),
        }
        return [Change(field=name, label=label_of(name), after=text) for name, text in words.items() if text]


def label_of(name: str) -> str:
    """Return what a part of a consent is called."""
    return str(LABELS[name]) if name in LABELS else field_label(name)


def wording_in_words(version: object, language: str) -> str:
    """Say which words somebody agreed to."""
    words = gettext("version %(version)s, %(language)s")
    return words % {"version": version, "language": local.language(language)}


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(ConsentFact):
    """Somebody agreed; with a letter it counts once it is confirmed."""

    name: ClassVar[str] = "consent.given"
    icon = "shield"
    tone = "good"
    title = _("Consent given")


@dataclass(frozen=True, kw_only=True)
class ConsentConfirmed(ConsentFact):
    """The person confirmed through the link in a mail."""

    name: ClassVar[str] = "consent.confirmed"
    icon = "shield"
    tone = "good"
    title = _("Consent confirmed")


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(ConsentFact):
    """Somebody took a consent back."""

    name: ClassVar[str] = "consent.withdrawn"
    icon = "shield"
    tone = "bad"
    title = _("Consent withdrawn")


@dataclass(frozen=True, kw_only=True)
class ConsentObjected(ConsentFact):
    """Somebody objected, whether there was a consent or not."""

    name: ClassVar[str] = "consent.objected"
    icon = "shield"
    tone = "bad"
    title = _("Objection to being written to")


@dataclass(frozen=True, kw_only=True)
class ConsentExpired(ConsentFact):
    """A consent is too old to rely on."""

    name: ClassVar[str] = "consent.expired"
    icon = "shield"
    tone = "warn"
    title = _("Consent expired")


@dataclass(frozen=True, kw_only=True)
class ConsentImported(ConsentFact):
    """A consent came in from another system."""

    name: ClassVar[str] = "consent.imported"
    icon = "shield"
    title = _("Consent brought in from elsewhere")


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
    icon = "shield"
    tone = "warn"
    title = _("Words about consents erased")
    contact_id: int
    texts: int
    suppressed: int

    def subject(self) -> Subject:
        return Subject(kind="contact", id=self.contact_id)

    def details(self) -> dict[str, Json]:
        return {"texts": self.texts, "suppressed": self.suppressed}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        for name, label in (("texts", _("Texts")), ("suppressed", _("Suppressed"))):
            yield Change(field=name, label=str(label), after=str(entry.details.get(name, 0)))


@dataclass(frozen=True, kw_only=True)
class ConsentListExtended(Fact):
    """A sender or a purpose was added, or a new version of a wording was published."""

    name: ClassVar[str] = "consent.list_extended"
    icon = "shield"
    title = _("List of consents extended")
    kind: str
    id: int
    code: str
    version: int | None = None

    def subject(self) -> Subject:
        return Subject(kind=self.kind, id=self.id)

    def details(self) -> dict[str, Json]:
        return {"code": self.code, "version": self.version}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        for name in ("code", "version"):
            if value := entry.details.get(name):
                yield Change(field=name, label=field_label(name), after=str(value))
