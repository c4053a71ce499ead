"""What happens to the outbox as a whole."""

from dataclasses import dataclass
from typing import ClassVar

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


@dataclass(frozen=True, kw_only=True)
class OutboundResumed(OutboundFact):
    """Waiting messages leave the house again."""

    name: ClassVar[str] = "outbound.resumed"
