"""The house that leads are brought into, and the folders that they come from."""

from pathlib import Path

import pytest

from tests.intake.bringing import English, German
from tests.makers import House


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def english(tmp_path: Path) -> English:
    """Return a file of a shape that the product knows, with three files beside it."""
    return English(tmp_path)


@pytest.fixture
def german(tmp_path: Path) -> German:
    """Return a file of a shape that it does not know, with a mapping."""
    return German(tmp_path)
