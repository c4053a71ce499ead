"""What clocks ask upward: hold these subjects, so that locks are always taken subject first, clock second."""

from collections.abc import Callable, Collection


class HoldSubjects:
    """Lock the rows of subjects of one kind, as their own actions do, before one of their clocks is locked.

    The answer takes `(kind, ids, wait=…)`, locks those rows for the rest of the transaction in the order of their
    ids, and returns the ids that are held: not those whose row is gone, nor without `wait` those that are busy.
    Without an answer nothing has to be held.
    """

    def __init__(self) -> None:
        self._answer: Callable[..., set[int]] | None = None

    def bind(self, answer: Callable[..., set[int]] | None) -> None:
        """Say, once at start-up, who answers."""
        self._answer = answer

    def __call__(self, kind: str, ids: Collection[int], *, wait: bool) -> set[int]:
        """Ask."""
        return set(ids) if self._answer is None else self._answer(kind, ids, wait=wait)


hold_subjects = HoldSubjects()
