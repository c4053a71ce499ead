"""What files ask upward: the kinds of rows that they hang on, and what is still to go out with one."""

from collections.abc import Callable, Collection, Iterable
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


class AwaitedAmong:
    """Say which of some files are to go out with something that has not left yet, by their keys."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Collection[int]], Collection[int]], ...] = ()

    def bind(self, *answers: Callable[[Collection[int]], Collection[int]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, files: Collection[int]) -> frozenset[int]:
        """Ask: one room that says so is enough."""
        return frozenset(key for answer in self._answers for key in answer(files)) if files else frozenset()


class KeysInUse:
    """Say which of some keys of the store are in use by something else than a file."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Collection[str]], Collection[str]], ...] = ()

    def bind(self, *answers: Callable[[Collection[str]], Collection[str]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, keys: Collection[str]) -> frozenset[str]:
        """Ask."""
        return frozenset(key for answer in self._answers for key in answer(keys)) if keys else frozenset()


holders_of_files = HoldersOfFiles()
keys_in_use = KeysInUse()
awaited_among = AwaitedAmong()
