"""What clocks ask upward: hold this subject, so that locks are always taken subject first, clock second."""

from collections.abc import Callable


class HoldSubject:
    """Lock the row of a subject, as its own actions do, before one of its clocks is locked.

    The answer takes `(kind, subject_id, wait=…)` and locks that row for the rest of the transaction; it says
    False when the row is gone, or when it is busy and `wait` is False. Without an answer nothing is held.
    """

    def __init__(self) -> None:
        self._answer: Callable[..., bool] | None = None

    def bind(self, answer: Callable[..., bool] | None) -> None:
        """Say, once at start-up, who answers."""
        self._answer = answer

    def __call__(self, kind: str, subject_id: int, *, wait: bool) -> bool:
        """Ask."""
        return self._answer is None or self._answer(kind, subject_id, wait=wait)


hold_subject = HoldSubject()
