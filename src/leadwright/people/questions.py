"""What people ask upward: who names a profile."""

from collections.abc import Callable, Iterable

Answer = Callable[[int], Iterable[str]]


class NamesOfProfile:
    """Say in words what names a profile, and hold it so until the transaction ends."""

    def __init__(self) -> None:
        self._answers: tuple[Answer, ...] = ()

    def bind(self, *answers: Answer) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, profile_id: int) -> list[str]:
        """Ask."""
        return [name for answer in self._answers for name in answer(profile_id)]


names_of_profile = NamesOfProfile()
