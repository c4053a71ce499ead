"""What is gone through a part at a time, so that no more than a part is held at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Return items in parts of so many, the last one perhaps smaller."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part
