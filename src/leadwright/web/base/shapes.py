"""What the surrounding of every page is given: links, places, and the pages of a list."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead somewhere: a view, a chip or a vendor's area."""

    label: str
    address: str
    current: bool = False
    on: bool = False


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Where the list goes on, and back to its beginning."""

    next: str = ""
    first: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """An entry of the rail."""

    key: str
    label: str
    address: str
    icon: str
    count: int = 0
    late: bool = False
    far: bool = False
