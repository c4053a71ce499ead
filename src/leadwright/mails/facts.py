"""What happens to mails, and what came to leads with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.local import yes_or_no
from leadwright.history.facts import Fact, Json, Party, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.inbox.models import RawArrival
from leadwright.leads.models import Lead
from leadwright.mails.models import Mail, MailKind


def _kind(entry: ReadableEntry) -> Iterable[Change]:
    kind = entry.details.get("kind", "")
    if kind in MailKind.values and kind != MailKind.MAIL:
        yield Change(field="mails", label=str(_("Kind")), after=str(MailKind(kind).label))
    if entry.details.get("shared"):
        yield Change(field="mails", label=str(_("Shared")), after=yes_or_no(True))


@dataclass(frozen=True, kw_only=True)
class LeadMailFact(Fact):
    """A mail came to a lead, or is known to the other side from now on; what it says stays in the mail.

    Only its own company, and one that it is shared with, read of it.
    """

    is_private: ClassVar[bool] = True
    lead: Lead
    mail: Mail

    def subject(self) -> Subject:
        return Subject(kind="lead", id=self.lead.pk, name=self.lead.contact.name if self.lead.contact else "")

    def organisations(self) -> tuple[int, ...]:
        others = (self.mail.shared_with_id,) if self.mail.is_shared and self.mail.shared_with_id else ()
        return (self.mail.organisation_id, *others)

    def details(self) -> dict[str, Json]:
        return {"mail": self.mail.pk, "kind": self.mail.kind, "shared": self.mail.is_shared}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        return _kind(entry)


@dataclass(frozen=True, kw_only=True)
class LeadMailReceived(LeadMailFact):
    """Somebody wrote a mail about the lead."""

    name: ClassVar[str] = "lead.mail_received"
    icon = "mailbox"
    title = _("Mail received")
    in_contact_history = True


@dataclass(frozen=True, kw_only=True)
class LeadInvitationAnswered(LeadMailFact):
    """Somebody answered an invitation that was sent about the lead; the mail holds the answer."""

    name: ClassVar[str] = "lead.mail_invitation_answered"
    icon = "mailbox"
    title = _("Invitation answered")
    in_contact_history = True


@dataclass(frozen=True, kw_only=True)
class LeadAutomaticMailReceived(LeadMailFact):
    """A program answered, or a mail came back: no contact with anybody."""

    name: ClassVar[str] = "lead.mail_automatic"
    icon = "mailbox"
    title = _("Automatic mail received")
    # The key of the message of ours that came back for good.
    returned: str = ""


@dataclass(frozen=True, kw_only=True)
class MailAttached(LeadMailFact):
    """Somebody filed a mail with the lead."""

    name: ClassVar[str] = "mail.attached"
    icon = "mailbox"
    title = _("Mail filed with the lead")
    in_contact_history = True


@dataclass(frozen=True, kw_only=True)
class AutomaticMailAttached(LeadMailFact):
    """Somebody filed a mail with the lead that no person wrote."""

    name: ClassVar[str] = "mail.automatic_attached"
    icon = "mailbox"
    title = _("Automatic mail filed with the lead")


@dataclass(frozen=True, kw_only=True)
class MailShared(LeadMailFact):
    """The other side reads a mail from now on."""

    name: ClassVar[str] = "mail.shared"
    icon = "mailbox"
    title = _("Mail shared")


@dataclass(frozen=True, kw_only=True)
class MailFact(Fact):
    """Something happened to a mail that belongs to no lead."""

    mail: Mail

    def subject(self) -> Subject:
        return Subject(kind="mail", id=self.mail.pk)

    def organisations(self) -> tuple[int, ...]:
        return (self.mail.organisation_id,)

    def details(self) -> dict[str, Json]:
        return {"kind": self.mail.kind}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        return _kind(entry)


@dataclass(frozen=True, kw_only=True)
class MailArrived(MailFact):
    """A mail came in that fits no lead."""

    name: ClassVar[str] = "mail.arrived"
    icon = "inflow"
    title = _("Mail arrived")


@dataclass(frozen=True, kw_only=True)
class MailInvitationAnswered(MailFact):
    """Somebody answered an invitation; the mail, which fits no lead, holds the answer."""

    name: ClassVar[str] = "mail.invitation_answered"
    icon = "inflow"
    title = _("Invitation answered")


@dataclass(frozen=True, kw_only=True)
class MailPutAside(MailFact):
    """Somebody found that a mail needs nothing more; why stands with the mail."""

    name: ClassVar[str] = "mail.put_aside"
    icon = "close"
    title = _("Mail put aside")


@dataclass(frozen=True, kw_only=True)
class ArrivalReadAgain(Fact):
    """Somebody let an arrival be read once more."""

    name: ClassVar[str] = "arrival.read_again"
    icon = "swap"
    title = _("Arrival read again")
    arrival: RawArrival

    def subject(self) -> Subject:
        return Subject(kind="arrival", id=self.arrival.pk)

    def organisations(self) -> tuple[int, ...]:
        return (self.arrival.organisation_id,)


def fact_of_arrival(mail: Mail, lead: Lead | None, *, by: Party, at: datetime, returned: str = "") -> Fact:
    """Return what it means that a mail arrived, by its kind and whether it has a lead.

    `returned` is the key of the message that it says came back for good.
    """
    is_answer = mail.kind == MailKind.CALENDAR_ANSWER
    if lead is None:
        return (MailInvitationAnswered if is_answer else MailArrived)(mail=mail, by=by, at=at)
    if is_answer:
        return LeadInvitationAnswered(lead=lead, mail=mail, by=by, at=at)
    if mail.is_by_program:
        return LeadAutomaticMailReceived(lead=lead, mail=mail, by=by, at=at, returned=returned)
    return LeadMailReceived(lead=lead, mail=mail, by=by, at=at)
