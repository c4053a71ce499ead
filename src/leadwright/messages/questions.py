"""What the outbox asks upward: wake a worker, whether a message has passed, who notes that, and what it carries."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from leadwright.messages.models import Message


class PokeSender:
    """Defer a job that sends what is due; the job carries nothing, the row is the message."""

    def __init__(self) -> None:
        self._answer: Callable[[], object] | None = None

    def bind(self, answer: Callable[[], object] | None) -> None:
        """Say, once at start-up, who answers."""
        self._answer = answer

    def __call__(self) -> None:
        """Ask; without an answer the periodic round sends the message."""
        if self._answer is not None:
            self._answer()


class HasPassed:
    """Tell, just before a message leaves, whether there is no occasion for it any more."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Message], bool], ...] = ()

    def bind(self, *answers: Callable[[Message], bool]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, message: Message) -> bool:
        """Ask: one room that says so is enough."""
        return any(answer(message) for answer in self._answers)


class NoteDropped:
    """Let the room that wrote a message note, in one transaction with it, that it never left."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[..., object], ...] = ()

    def bind(self, *answers: Callable[..., object]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, message: Message, *, at: datetime) -> None:
        """Ask each room; those whose message it is not do nothing."""
        for answer in self._answers:
            answer(message, at=at)


class Attachment(NamedTuple):
    """A file that goes along with a message."""

    name: str
    media_type: str
    content: bytes


class AttachmentsOf:
    """Return what a message carries, read when it leaves; what cannot be read is refused, and the message stays."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Message], Sequence[Attachment]], ...] = ()

    def bind(self, *answers: Callable[[Message], Sequence[Attachment]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, message: Message) -> list[Attachment]:
        """Ask each room; those whose message it is not give nothing."""
        return [attachment for answer in self._answers for attachment in answer(message)]


poke_sender = PokeSender()
has_passed = HasPassed()
note_dropped = NoteDropped()
attachments_of = AttachmentsOf()
