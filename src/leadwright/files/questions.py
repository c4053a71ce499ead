"""What files ask upward: the kinds of rows that they hang on, and what is still to go out with one."""

from collections.abc import Callable, Iterable
from typing import Any

from leadwright.files.models import File
from leadwright.files.shelves import Shelf


class HoldersOfFiles:
    """Gather what files can hang on."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Iterable[Shelf[Any]]], ...] = ()

    def bind(self, *answers: Callable[[], Iterable[Shelf[Any]]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, Shelf[Any]]:
        """Ask."""
        return {shelf.kind: shelf for answer in self._answers for shelf in answer()}


class IsAwaited:
    """Tell whether something that has not left yet is to carry a file."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[File], bool], ...] = ()

    def bind(self, *answers: Callable[[File], bool]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, file: File) -> bool:
        """Ask: one room that says so is enough."""
        return any(answer(file) for answer in self._answers)


holders_of_files = HoldersOfFiles()
is_awaited = IsAwaited()
