"""Who keeps processes, and who only reads them."""

import pytest

from leadwright.people.models import User
from tests.api.conftest import Talk
from tests.makers import House, make_user
from tests.web.conftest import count_queries, enter

__all__ = ["count_queries", "enter"]


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def vera(house: House) -> User:
    """Return whoever may change the configuration."""
    return make_user("vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor")


@pytest.fixture
def talk():
    """Return the way to get a client of the API for a user."""
    return Talk
