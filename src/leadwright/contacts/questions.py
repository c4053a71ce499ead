"""What contacts ask upward: what is tied to them."""

from collections.abc import Callable, Collection

Ties = dict[int, frozenset[str]]
Answer = Callable[..., Ties]


class TiesOf:
    """Name what other rooms have tied to some contacts, such as `lead:12`, and hold it on demand.

    Each answer takes `(contact_ids, hold=…)`; with `hold` it locks those rows for the rest of the transaction,
    by their numbers. The contacts are locked before: that is the order in which all verbs lock.
    """

    def __init__(self) -> None:
        self._answers: tuple[Answer, ...] = ()

    def bind(self, *answers: Answer) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, contact_ids: Collection[int], *, hold: bool = False) -> Ties:
        """Ask."""
        ties: Ties = dict.fromkeys(contact_ids, frozenset())
        for answer in self._answers:
            for pk, names in answer(contact_ids, hold=hold).items():
                ties[pk] |= names
        return ties


ties_of = TiesOf()
