"""A hand that changes history behind the product's back."""

from collections.abc import Callable

import psycopg
import pytest

Tamper = Callable[..., None]


@pytest.fixture
def tamper(owner_url: str) -> Tamper:
    """Change history as the owner of its tables."""

    def run(*statements: str) -> None:
        with psycopg.connect(owner_url) as owner:
            for statement in statements:
                owner.execute(statement)

    return run
