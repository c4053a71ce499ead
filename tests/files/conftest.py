"""The house in which files are attached, with a store of its own."""

from pathlib import Path

import pytest

from tests.makers import House


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> Path:
    """Give each test an empty store."""
    settings.FILES = str(tmp_path / "files")
    return Path(settings.FILES)


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()
