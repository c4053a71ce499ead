"""The house in which somebody asks to be forgotten."""

from pathlib import Path

import pytest

from tests.makers import House


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture(autouse=True)
def journal(settings, tmp_path) -> Path:
    """Write erasures down in a place of the test's own."""
    settings.ERASURES = str(tmp_path / "deep" / "erasures.jsonl")
    return Path(settings.ERASURES)
