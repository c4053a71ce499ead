"""The house that the pages are looked at in, and clients who are signed in."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadwright.people.models import User
from tests.makers import House

Door = Callable[[User], Client]


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def enter() -> Door:
    """Return a way to come in as somebody."""

    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return as_user


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """Return a way to count what something asks of the database."""

    def counted(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return counted
