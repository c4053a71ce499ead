"""Channels: each the one door to a foreign way of delivering a message."""

from types import TracebackType
from typing import Protocol

from leadwright.messages.models import Message


class NotTaken(Exception):
    """The other side did not take the message; it says why, in one short line."""


class RefusedForGood(NotTaken):
    """There is no such recipient, says the other side: to try again would change nothing."""


class Unreachable(NotTaken):
    """There is no other side now; other messages need not try either."""


class Channel(Protocol):
    """A way out, open for one round of sending."""

    keeps_text: bool

    def __enter__(self) -> "Channel":
        """Open the round."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the round."""
        ...

    def deliver(self, message: Message) -> None:
        """Return once the other side has taken the message; else raise NotTaken."""
        ...
