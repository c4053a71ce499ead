"""What files ask upward: who sees what they hang on, and how one is taken off it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from leadwright.files.models import File
from leadwright.people.models import User


class Removal(Protocol):
    """Takes a file off what it hangs on, in one transaction, and records it."""

    def __call__(self, file: File, *, by: User, at: datetime) -> None:
        """Do it."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The room whose rows files of one kind hang on."""

    kind: str
    is_seen: Callable[[int, User], bool]
    refuse_removal: Callable[[File, User], None]
    remove: Removal


class HoldersOfFiles:
    """Gather what files can hang on."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Iterable[Holder]], ...] = ()

    def bind(self, *answers: Callable[[], Iterable[Holder]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, Holder]:
        """Ask."""
        return {holder.kind: holder for answer in self._answers for holder in answer()}


holders_of_files = HoldersOfFiles()
