"""What every test may ask for: a database that rolls back or commits, a served product, a browser."""

import gc
import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from hypothesis import settings as generated

from tests import database, serving
from tests.database import Server, Shipped

settings.SECRET_KEY = "only for tests, and at least thirty-two characters long"
settings.RATE_LIMIT = 0  # tests are quicker than people; those of the limit set it
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# What tests attach lies in a folder of the run, which goes with it.
STORE = TemporaryDirectory(prefix="leadwright-files-")
settings.FILES = STORE.name
PROVE = os.environ.get("LEADWRIGHT_PROVE") == "1"
# The same cases everywhere and each time, so that a red run is about the change; `make prove` hunts for new ones.
generated.register_profile("test", derandomize=not PROVE, deadline=None, print_blob=True)
generated.load_profile("test")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test of which `make prove` shows more: it asks for its rounds, or reads how much is to be shown."""
    for item in items:
        if "rounds" in getattr(item, "fixturenames", ()) or _reads_how_much(getattr(item, "module", None)):
            item.add_marker(pytest.mark.fuller)


def _reads_how_much(module: object) -> bool:
    """Tell whether a module of tests, or a function that it has from elsewhere, looks at `PROVE`."""
    names = vars(module) if module else {}
    return "PROVE" in names or any("PROVE" in getattr(each, "__globals__", ()) for each in names.values())


def pytest_collection_finish() -> None:
    """Leave what was loaded and collected out of each further search for garbage, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    """Forget what was counted against guessing and flooding."""
    cache.clear()


@pytest.fixture(scope="session")
def database_server() -> Iterator[Server]:
    """Return the embedded PostgreSQL of this run."""
    with database.server() as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: Server, request: pytest.FixtureRequest, django_db_blocker
) -> Iterator[None]:
    """Give this worker its own copy of the template, and run as the role that runs the product."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        database_server.copy(name)
        database.use(database_server.cluster.url("app", name))
        yield
        connections.close_all()
    database_server.drop(name)


@pytest.fixture
def owner_url(database_server: Server, django_db_setup: None) -> str:
    """Return the address of this worker's database as the owner of its tables."""
    return database_server.cluster.url("owner", connections["default"].settings_dict["NAME"])


@pytest.fixture(scope="session")
def shipped(database_server: Server, django_db_setup: None, django_db_blocker) -> Shipped:
    """Return the database of this worker as it is shipped."""
    with django_db_blocker.unblock():
        return Shipped(database_server.cluster.url("owner", connections["default"].settings_dict["NAME"]))


@pytest.fixture
def committed(shipped: Shipped, django_db_blocker) -> Iterator[None]:
    """Let a test commit for real; afterwards the shipped configuration stands again, and nothing else.

    Only the owner's connection takes out what is there: the product's own role is refused to touch history.
    """
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        shipped.put_back()


@pytest.fixture
def rounds() -> int:
    """Return how often a race is run: the full figure with `make prove`, a few times otherwise."""
    return 200 if PROVE else 8


@pytest.fixture
def live(committed: None) -> Iterator[serving.Served]:
    """Serve the product over real HTTP, in this process, on this worker's database."""
    with serving.served() as address:
        yield address


@pytest.fixture(scope="session")
def started_chromium() -> Iterator[serving.Chromium]:
    """Start Chromium once, for all tests of this worker that look at pages."""
    with serving.chromium() as started:
        yield started


@pytest.fixture
def chromium(started_chromium: serving.Chromium) -> Iterator[object]:
    """Return the browser; while a test has it, no other event loop can run."""
    with started_chromium.looking() as browser:
        yield browser


@pytest.fixture
def browser(chromium, live: serving.Served) -> Iterator[object]:
    """Return a browser context that knows the served address; what a page does is under its own CSP."""
    context = chromium.new_context(base_url=live.url, locale="en-GB", timezone_id="Europe/Brussels")
    context.set_default_timeout(serving.SECONDS * 1_000)
    yield context
    context.close()
