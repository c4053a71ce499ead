"""What files ask upward: the kinds of rows that they hang on."""

from collections.abc import Callable, Iterable
from typing import Any

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


holders_of_files = HoldersOfFiles()
