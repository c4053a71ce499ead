"""The house in which contacts are kept."""

import pytest

from tests.makers import House


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()
