"""What happens to the outbox as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.history.facts import Fact, Subject


@dataclass(frozen=True, kw_only=True)
class OutboundFact(Fact):
    """Somebody turned the tap."""

    def subject(self) -> Subject:
        """Return what it happened to."""
        return Subject(kind="outbound", id=1)


@dataclass(frozen=True, kw_only=True)
class OutboundPaused(OutboundFact):
    """From now on nothing leaves the house; messages wait."""

    name: ClassVar[str] = "outbound.paused"
    icon = "mailbox"
    tone = "warn"
    title = _("Outgoing mail stopped")


@dataclass(frozen=True, kw_only=True)
class OutboundResumed(OutboundFact):
    """Waiting messages leave the house again."""

    name: ClassVar[str] = "outbound.resumed"
    icon = "mailbox"
    tone = "good"
    title = _("Outgoing mail goes out again")
