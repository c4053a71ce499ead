"""What processes ask upward: which steps services can run, and which fields conditions can name."""

from collections.abc import Callable

from leadwright.diagrams.linting import Vocabulary


class WordsOfProcesses:
    """Gather what processes may name, from the rooms that run their steps and know their values."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Vocabulary], ...] = ()

    def bind(self, *answers: Callable[[], Vocabulary]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> Vocabulary:
        """Ask; while nobody knows the fields, conditions are only read."""
        known = [answer() for answer in self._answers]
        fields = {name: kind for words in known for name, kind in (words.fields or {}).items()}
        actions = frozenset(action for words in known for action in words.actions)
        return Vocabulary(actions=actions, fields=fields if known else None)


words_of_processes = WordsOfProcesses()
