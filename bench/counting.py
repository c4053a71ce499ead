"""Count the statements that are sent meanwhile."""

from collections.abc import Callable


class Statements:
    """Counts the statements that go through it; `connection.execute_wrapper` puts it there."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., object], *values: object) -> object:
        self.count += 1
        return execute(*values)
