"""Programs of our own that read what strangers wrote: in a process without a database, a secret or much time."""

import subprocess
import sys
from pathlib import Path
from typing import IO


def run(program: Path, *words: str, reads: IO[bytes], writes: IO[bytes], seconds: int) -> int:
    """Run a program of ours and return its exit code; it reads one file and writes the other.

    No variable of ours goes along. What memory it may take and how much it may write, it limits itself, before it
    reads. Raises OSError where it cannot be begun, subprocess.TimeoutExpired where it takes longer.
    """
    done = subprocess.run(  # noqa: S603 - a program of our own, no shell
        [sys.executable, "-I", str(program), *words],
        stdin=reads, stdout=writes, stderr=subprocess.DEVNULL, env={}, cwd="/", timeout=seconds, check=False,
    )  # fmt: skip
    return done.returncode
