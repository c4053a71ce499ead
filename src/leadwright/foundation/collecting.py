"""How often the circular garbage of this process is looked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# So many new objects between two looks; the usual number is 700.
SELDOM = 50_000
_lock = Lock()
_before: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for circular garbage seldom while many rows are made that live on: each look goes through all of them.

    What is not circular goes at once, as ever.
    """
    with _lock:
        _before.append(gc.get_threshold())
        gc.set_threshold(SELDOM, *_before[0][1:])
    try:
        yield
    finally:
        with _lock:
            # The first to come saw what is usual; whoever goes last puts it back.
            usual = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*usual)
