"""The house in which people are notified."""

import pytest

from tests.makers import House


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()
