"""What people ask upward: who names a profile, and of what people can be told."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.functional import Promise

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


Notices = Mapping[str, str | Promise]


class KindsOfNotices:
    """Name the kinds of notices that somebody can do without, each with its words."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Notices], ...] = ()

    def bind(self, *answers: Callable[[], Notices]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, str]:
        """Ask."""
        return {kind: str(words) for answer in self._answers for kind, words in answer().items()}


names_of_profile = NamesOfProfile()
kinds_of_notices = KindsOfNotices()
