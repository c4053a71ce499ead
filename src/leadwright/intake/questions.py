"""What this room asks upward: that a worker goes on with an import, and whether this process is to stop."""

from collections.abc import Callable


class PokeImporter:
    """Defer a job that goes on with an import; the job carries its id alone."""

    def __init__(self) -> None:
        self._answer: Callable[[int], object] | None = None

    def bind(self, answer: Callable[[int], object] | None) -> None:
        """Say, once at start-up, who answers."""
        self._answer = answer

    def __call__(self, pk: int) -> None:
        """Ask; without an answer the periodic round finds the import."""
        if self._answer is not None:
            self._answer(pk)


poke_importer = PokeImporter()
