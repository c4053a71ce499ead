"""The house that consents are kept in, and a person to ask."""

import pytest

from leadwright.contacts.models import Contact
from tests.makers import House, make_contact


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def eva(house: House) -> Contact:
    """Return a person whom partner P knows."""
    return make_contact(house.ann, kind="person", name="Eva", email="eva@example.org", phone="+3232345678")
