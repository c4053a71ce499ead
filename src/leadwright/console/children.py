"""Other processes of ours: the same command, with its own word, that ends when we end."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping

from leadwright.console.installation import Stop

PATIENCE = 25.0

Child = subprocess.Popen[bytes]


def start(
    *arguments: str, environment: Mapping[str, str] | None = None, before: Callable[[], None] | None = None
) -> Child:
    """Start `leadwright …` as a process of its own; a Ctrl-C in the shell reaches us only, and we tell it."""
    return subprocess.Popen(  # noqa: S603 - our own command, no shell
        [sys.executable, "-m", "leadwright.console.main", *arguments],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509 - one thread when this runs
    )


def run(*arguments: str, environment: Mapping[str, str] | None = None) -> None:
    """Run `leadwright …` to its end."""
    if start(*arguments, environment=environment).wait():
        raise Stop(f"`leadwright {' '.join(arguments)}` failed; see installation.")


def stop(children: Iterable[Child]) -> None:
    """Ask all to stop, and end those that do not."""
    living = [child for child in children if child.poll() is None]
    for child in living:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in living:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
