"""The house in which somebody asks to be forgotten."""

from pathlib import Path

import pytest

from leadwright.contacts.models import Contact
from tests.makers import House
from tests.privacy.planting import plant


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def planted(committed, settings) -> tuple[House, Contact]:
    """Return a house with a person who stands wherever one can stand, all of it committed."""
    settings.NATIONAL_NUMBERS = True
    house = House()
    return house, plant(house)


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> Path:
    """Give each test an empty store of files."""
    settings.FILES = str(tmp_path / "files")
    return Path(settings.FILES)


@pytest.fixture(autouse=True)
def journal(settings, tmp_path) -> Path:
    """Write erasures down in a place of the test's own."""
    settings.ERASURES = str(tmp_path / "deep" / "erasures.jsonl")
    return Path(settings.ERASURES)
