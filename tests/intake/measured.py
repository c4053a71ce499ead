"""Work of a process of its own, which tells how much memory it took at most."""

import json
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass

from leadwright.foundation.refusals import Refused

SECONDS = 120
MIB = 2**20


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What came of some work, by how many bytes its process grew, and what the processes that it began took."""

    outcome: str
    grown: int
    children: int


def measured(work: Callable[[], object]) -> Measured:
    """Do some work in a forked process, where it can harm nobody; a refusal is an outcome, by its name and words."""
    reads, writes = os.pipe()
    if not (pid := os.fork()):
        _work(work, writes)
    os.close(writes)
    with os.fdopen(reads, "rb") as end:
        said = end.read()
    _pid, status = os.waitpid(pid, 0)
    assert said, f"the process ended with {status}"
    return Measured(**json.loads(said))


def _work(work: Callable[[], object], writes: int) -> None:
    try:
        signal.alarm(SECONDS)
        begin = _peak(resource.RUSAGE_SELF)
        try:
            outcome = str(work())
        except (ValueError, Refused, MemoryError) as fault:
            outcome = f"{type(fault).__name__}: {fault}"
        grown = _peak(resource.RUSAGE_SELF) - begin
        data = {"outcome": outcome[:200], "grown": grown, "children": _peak(resource.RUSAGE_CHILDREN)}
        os.write(writes, json.dumps(data).encode())
    finally:
        os._exit(0)


def _peak(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss * 1024
