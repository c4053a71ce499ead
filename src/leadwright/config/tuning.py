"""How a PostgreSQL is tuned to its machine: by the memory that there is, within bounds, and to a disk without arms."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MEGABYTE = 2**20


@dataclass(frozen=True, kw_only=True)
class Share:
    """The part of the memory that a setting gets, its bounds in megabytes, and what PostgreSQL comes with."""

    part: int
    least: int
    most: int
    shipped: int

    def of(self, available: int) -> int:
        """Return how many megabytes that are of so many bytes."""
        return max(self.least, min(available // self.part // MEGABYTE, self.most))


SHARES = {
    "shared_buffers": Share(part=4, least=128, most=4096, shipped=128),
    "effective_cache_size": Share(part=2, least=256, most=65_536, shipped=4096),
    "work_mem": Share(part=512, least=4, most=64, shipped=4),
    "maintenance_work_mem": Share(part=32, least=64, most=1024, shipped=64),
}
# To read here and there costs hardly more than to read on; to compile a plan takes longer than our queries do.
FIXED = {"random_page_cost": "1.1", "jit": "off"}
NAMES = (*SHARES, *FIXED)
GROUPS = Path("/sys/fs/cgroup")
LIMITS = ("memory.max", "memory/memory.limit_in_bytes")


def memory(*, groups: Path = GROUPS) -> int:
    """Return how many bytes of memory may be used: those of the machine, or fewer in a container."""
    return min([int(psutil.virtual_memory().total), *_limits(groups)])


def _limits(groups: Path) -> Iterator[int]:
    for name in LIMITS:
        # Without a limit there is no such file, or it holds the word `max`.
        with suppress(OSError, ValueError):
            yield int((groups / name).read_text())


def advised(available: int) -> dict[str, str]:
    """Return the settings of a server that has so many bytes of memory."""
    return {name: f"{share.of(available)}MB" for name, share in SHARES.items()} | FIXED


def differences(known: Mapping[str, str], available: int | None) -> list[str]:
    """Say of each setting that is not as it is advised what it is; of a server elsewhere the memory is not known."""
    if available is None:
        return [*_as_shipped(known), *_apart(known, FIXED)]
    return _apart(known, advised(available))


def _apart(known: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    return [
        f"{name} is {known[name]}, advised is {value}"
        for name, value in wanted.items()
        if _plain(known[name]) != _plain(value)
    ]


def _as_shipped(known: Mapping[str, str]) -> list[str]:
    """Name the sizes that nobody has chosen: they suit a machine of a gigabyte."""
    return [
        f"{name} is {known[name]} as PostgreSQL ships it, advised is 1/{share.part} of its machine's memory"
        for name, share in SHARES.items()
        if _plain(known[name]) == f"{share.shipped}MB"
    ]


def _plain(value: str) -> str:
    """Return a size in megabytes, however PostgreSQL writes it; anything else as it is."""
    return f"{int(value.removesuffix('GB')) * 1024}MB" if value.endswith("GB") else value
