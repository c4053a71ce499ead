"""The id of a request: the log, the page about a fault and the answers of the API name the same one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


@contextmanager
def traced() -> Iterator[str]:
    """Give what is done within an id of its own, 32 hexadecimal digits."""
    token = _current.set(uuid.uuid4().hex)
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def request_id() -> str:
    """Return the id of the request that is being answered; outside of any it is empty."""
    return _current.get()
