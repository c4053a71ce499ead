"""The house in which people write to contacts, and somebody to write to."""

import pytest

from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead
from tests.api.conftest import Talk
from tests.makers import House, make_contact, make_lead
from tests.web.conftest import count_queries, enter

__all__ = ["count_queries", "enter"]


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def eva(house: House) -> Contact:
    """Return a person whom partner P knows."""
    named = {"kind": "person", "given_name": "Eva", "family_name": "Janssens", "name": ""}
    return make_contact(house.ann, **named, email="eva@janssens.example", phone="+3232345678")


@pytest.fixture
def lead(house: House, eva: Contact) -> Lead:
    """Return a lead about her that Ann owns."""
    return make_lead(house.ann, contact=eva)


@pytest.fixture
def talk():
    """Return the way to get a client of the API for a user."""
    return Talk
