"""What processes ask upward: what their steps can name, and which fields conditions can name."""

from collections.abc import Callable, Collection, Iterable

from leadwright.diagrams.linting import Vocabulary


class WordsOfProcesses:
    """Gather what processes may name, from the rooms that run their steps and know their values."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Vocabulary], ...] = ()

    def bind(self, *answers: Callable[[], Vocabulary]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> Vocabulary:
        """Ask; what nobody knows of may be anything."""
        known = [answer() for answer in self._answers]
        fields = {name: kind for words in known for name, kind in (words.fields or {}).items()}
        return Vocabulary(
            actions=_all(words.actions for words in known) or (),
            tasks=_all(words.tasks for words in known),
            messages=_all(words.messages for words in known),
            roles=_all(words.roles for words in known),
            fields=fields if known else None,
            asked=_all(words.asked for words in known),
        )


def _all(parts: Iterable[Collection[str] | None]) -> frozenset[str] | None:
    known = [part for part in parts if part is not None]
    return frozenset[str]().union(*known) if known else None


words_of_processes = WordsOfProcesses()
