"""What tests of accounts share: the house, and a definition that converts."""

import pytest

from tests.accounts.converting import let_convert
from tests.makers import House


@pytest.fixture
def house(db) -> House:
    """Return a vendor and its partners, whose definition makes customers of whom they win."""
    let_convert()
    return House()
