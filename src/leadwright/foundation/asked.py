"""What a request or an action asks for once, and then knows."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from leadwright.foundation import batches

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Let everything be asked for once while this lasts, such as for one request."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def answered(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return the answer of this request or action, asking for it the first time; outside it is asked each time."""
    answers = _answers.get()
    if answers is None:
        return batches.known(key, ask)
    if key not in answers:
        answers[key] = ask()
    answer: Answer = answers[key]
    return answer


def know(key: Hashable, answer: object) -> None:
    """Let this request or action know an answer."""
    answers = _answers.get()
    if answers is None:
        batches.note(key, answer)
    else:
        answers[key] = answer


def forget(key: Hashable) -> None:
    """Let it be asked for again: what was answered before may have changed since."""
    batches.forget(key)
    if answers := _answers.get():
        answers.pop(key, None)
