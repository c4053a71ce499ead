"""The house, and people who make fields."""

import pytest

from tests.api.conftest import talk
from tests.makers import House, change_rights

__all__ = ["talk"]


@pytest.fixture
def house(db) -> House:
    """Return a vendor whose distributor makes fields for all, and partners whose admin makes their own."""
    house = House()
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    return house
