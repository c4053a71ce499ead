"""A database that an earlier version filled (its file is packed SQL) is brought up to date and reads as before."""

import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as configured
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from leadwright.clocks.models import Clock
from leadwright.console.readiness import check_facets, check_figures
from leadwright.contacts.models import Contact, ContactTitle
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests import database
from tests.makers import token_of

BEFORE = Path(__file__).parent / "before" / "demo.sql.xz"
COLUMNS = ("number", "type_id", "status_id", "state", "organisation_id", "owner_id", "description")
PAGES = [
    "/",
    "/leads/?state=any&owner=any",
    "/contacts/",
    "/customers/",
    "/company/",
]


@dataclass(frozen=True)
class Upgraded:
    """Where the database is now, and how its leads were before."""

    url: str
    leads: list[tuple[object, ...]]


@pytest.fixture
def upgraded(database_server, begun, django_db_blocker) -> Iterator[Upgraded]:
    """Bring a database of the version before up to date by the command, work on it, and return its leads as before."""
    name, own = f"test_before_{os.getpid()}", connections["default"].settings_dict["NAME"]
    database_server.as_owner("CREATE DATABASE {}", name)
    owner, app = (database_server.cluster.url(role, name) for role in ("owner", "app"))
    filling = lzma.decompress(BEFORE.read_bytes()).decode()
    database_server.cluster.programs.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", owner, text=filling)
    with psycopg.connect(owner) as connection:
        before = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM leads_lead ORDER BY 1").fetchall()
    with django_db_blocker.unblock():
        done = begun("migrate", DATABASE_URL=app, DATABASE_OWNER_URL=owner)
        assert done.returncode == 0, done.stderr
        database.use(app)
        yield Upgraded(app, before)
        database.use(database_server.cluster.url("app", own))
    database_server.drop(name)


def test_a_database_of_the_version_before_reads_and_verifies_once_it_is_migrated(upgraded, typed) -> None:
    assert "; 0 faults." in typed("verify-history", DATABASE_URL=upgraded.url).stdout
    check_figures(is_repaired=False)
    check_facets(is_repaired=False)
    assert list(Lead.objects.order_by("pk").values_list(*COLUMNS)) == upgraded.leads
    titles = ["mr", "ms", "mx", "dr", "prof"]
    assert list(ContactTitle.objects.values_list("code", flat=True)) == titles
    assert list(Contact.objects.exclude(title="").values_list("title", flat=True)) == ["ms"]
    timed = Clock.objects.running().filter(subject_kind="lead").values("subject_id")
    assert not Lead.objects.open().exclude(pk__in=timed)
    assert [answer.status_code for answer in answers()] == [200] * 2 * (len(PAGES) + 7)


def answers() -> Iterator[HttpResponse]:
    """Yield what somebody of each side gets who asks for the lists, and for some leads within reach."""
    for user in User.objects.filter(email__in=("vera@vendor.example", "ann@north.example")):
        client = Client()
        client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[-1])
        leads = Lead.objects.within_reach(user, "lead.view").values_list("pk", flat=True)[:3]
        yield from map(client.get, [*PAGES, *(f"/leads/{number}/" for number in leads)])
        api = Client(headers={"Authorization": f"Bearer {token_of(user)}"})
        yield from map(api.get, ["/api/v1/leads?state=any", *(f"/api/v1/leads/{number}" for number in leads)])
