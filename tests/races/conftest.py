"""The production server for the races: each test begins with an empty house in the same database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.races.serving import serve


@pytest.fixture(scope="session")
def erasures(tmp_path_factory) -> Path:
    """Return where the server writes erasures down."""
    return Path(tmp_path_factory.mktemp("journal")) / "erasures.jsonl"


@pytest.fixture(scope="session")
def served(django_db_setup: None, database_server, erasures: Path) -> Iterator[str]:
    """Serve this worker's database as in production, once a run."""
    name = connections["default"].settings_dict["NAME"]
    with serve(database_server.cluster.url("app", name), LEADWRIGHT_ERASURES=str(erasures)) as where:
        yield where


@pytest.fixture
def address(committed: None, served: str) -> str:
    """Return where the production server serves this worker's database, which is emptied after the test."""
    return served
