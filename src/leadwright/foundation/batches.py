"""Actions and their batches: an action is one transaction, and what it writes is stored in sets at its end.

An action within another one joins it, without a savepoint: a refusal inside ends the outer one too. Whoever
catches the refusal of one among several actions lets it try within `attempt`.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

Taken = ParamSpec("Taken")
Answer = TypeVar("Answer")
Store = Callable[[Sequence[Any]], object]


class Batch:
    """What an action has still to write, by the function that stores it, and what it has read already."""

    def __init__(self) -> None:
        self.waiting: dict[Store, list[Any]] = {}
        self.known: dict[Hashable, Any] = {}

    def store(self) -> None:
        """Write what waits, each kind in one go; what comes up meanwhile is written after it."""
        while self.waiting:
            waiting, self.waiting = self.waiting, {}
            for store, rows in waiting.items():
                store(rows)

    def sizes(self) -> dict[Store, int]:
        """Return how much waits of each kind."""
        return {store: len(rows) for store, rows in self.waiting.items()}

    def cut(self, sizes: dict[Store, int]) -> None:
        """Drop what came to wait since there was so much of each kind."""
        for store, rows in self.waiting.items():
            del rows[sizes.get(store, 0) :]


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)
_is_answered: ContextVar[bool] = ContextVar("is_answered", default=False)


def action(function: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
    """Make a function an action: all of it is stored, or nothing."""

    @wraps(function)
    def done(*args: Taken.args, **kwargs: Taken.kwargs) -> Answer:
        if _batch.get() is not None:
            return function(*args, **kwargs)
        with batch():
            return function(*args, **kwargs)

    return done


@contextmanager
def batch() -> Iterator[None]:
    """Hold a transaction, a savepoint inside another one, and write what waits when it ends well."""
    new = Batch()
    token = _batch.set(new)
    try:
        with transaction.atomic(savepoint=not _is_answered.get()):
            yield
            new.store()
    finally:
        _batch.reset(token)


@contextmanager
def answered_transaction() -> Iterator[None]:
    """Hold a transaction in which one action is done and answered: a refusal ends it, so no savepoint is needed."""
    token = _is_answered.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _is_answered.reset(token)


@contextmanager
def one_after_another() -> Iterator[None]:
    """Do several actions, each in a transaction or with a savepoint of its own: one that is refused ends no other."""
    token = _is_answered.set(False)
    try:
        yield
    finally:
        _is_answered.reset(token)


@contextmanager
def attempt() -> Iterator[None]:
    """Let one of several actions in a batch be refused alone: what it has to write is dropped.

    No savepoint is needed, since an action refuses before it writes anything but at the end.
    """
    current = _batch.get()
    sizes = current.sizes() if current else {}
    try:
        yield
    except BaseException:
        if current:
            current.cut(sizes)
        raise


def write(store: Store, row: Any) -> bool:
    """Write a row at the end of the action, with others of its kind; outside of one at once, which is told."""
    current = _batch.get()
    if current is None:
        store([row])
    else:
        current.waiting.setdefault(store, []).append(row)
    return current is None


def write_waiting() -> None:
    """Write at once what waits in this action: somebody is about to read it."""
    current = _batch.get()
    if current is not None:
        current.store()


def known(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return what is known in this action, asking for it the first time; outside of one it is asked each time."""
    current = _batch.get()
    if current is None:
        return ask()
    if key not in current.known:
        current.known[key] = ask()
    answer: Answer = current.known[key]
    return answer


def note(key: Hashable, answer: object) -> None:
    """Let this action know something without asking."""
    current = _batch.get()
    if current is not None:
        current.known[key] = answer


def forget(key: Hashable) -> None:
    """Let this action ask for something again."""
    current = _batch.get()
    if current is not None:
        current.known.pop(key, None)
