"""The house that people belong to."""

import pytest

from tests.makers import House


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()
