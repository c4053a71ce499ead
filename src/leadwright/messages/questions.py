"""What the outbox asks upward: wake a worker, so that a message need not wait for the next round."""

from collections.abc import Callable


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


poke_sender = PokeSender()
