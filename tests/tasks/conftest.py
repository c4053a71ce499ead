"""What tests of tasks start from: the house of the scenarios."""

import pytest

from tests.makers import House


@pytest.fixture
def house(db: None) -> House:
    """Return the vendor and its partners."""
    return House()
