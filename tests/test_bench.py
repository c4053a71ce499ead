"""What measures the product keeps up with it, and is honest: a statement by hand that shows something else is told."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import psycopg
import pytest
from bench import pages
from bench.addresses import pages as addresses
from bench.cast import people
from bench.figures import Figure
from bench.filling import OWNER, fill, pour
from bench.measuring import Differs, agree, makers_of
from bench.serving import Answer, Ask
from bench.shortest import STATEMENTS
from django.db import connection
from django.test import Client

from tests import database

ROOT = Path(__file__).resolve().parent.parent
MEASURED = [
    "overview",
    "list",
    "filtered",
    "sorted",
    "lead_page",
    "contacts",
    "api_list",
    "api_one",
    "duplicates",
    "overview_partner",
    "activities",
    "create",
    "create_known",
    "accept",
    "start",
    "patch",
    "bulk",
    "processes",
]


class Told:
    """Asks in this process: the product by Django's own client, the bare side by its statement."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask_well(self, ask: Ask) -> Answer:
        if ask.path.startswith("/once/"):
            return Answer(
                status=200, body=self._rows(ask.path.rpartition("/")[2], orjson.loads(ask.body)), took=0
            )
        browser = Client(SERVER_NAME="127.0.0.1")
        headers = {name: value for name, value in ask.headers.items() if name != "Content-Type"}
        answer = browser.generic(ask.method, ask.path, ask.body or b"", "application/json", headers=headers)
        assert answer.status_code < 300, answer.content
        return Answer(status=answer.status_code, body=answer.content, took=0)

    def _rows(self, name: str, values: dict[str, object]) -> bytes:
        with psycopg.connect(self.url, autocommit=True) as bare:
            cursor = bare.execute(STATEMENTS[name], values)
            columns = [column.name for column in cursor.description]
            return orjson.dumps({"columns": columns, "rows": cursor.fetchall()}, default=str)


NAME = f"test_bench_{os.getpid()}"


@pytest.fixture(scope="module")
def made(database_server, django_db_setup) -> Iterator[str]:
    """Fill a database of its own, once for all the tests here."""
    database_server.copy(NAME)
    pour(database_server.cluster.url("owner", NAME), 2000)
    yield database_server.cluster.url("app", NAME)
    database_server.drop(NAME)


@pytest.fixture
def filled(made, database_server, django_db_blocker, monkeypatch) -> Iterator[Told]:
    """Let Django use the filled database for the time of a test."""
    former = connection.settings_dict["NAME"]
    monkeypatch.setenv(OWNER, database_server.cluster.url("owner", NAME))
    with django_db_blocker.unblock():
        database.use(made)
        yield Told(made)
        database.use(database_server.cluster.url("app", former))


@pytest.fixture
def figures(filled) -> dict[str, Callable[[], Figure]]:
    return {name: make for name, _group, make in makers_of(3)}


def test_the_product_and_the_statements_by_hand_show_the_same_and_leave_the_same(filled, figures):
    for make in figures.values():
        agree(make(), filled, filled)


def test_each_figure_has_a_statement_by_hand_and_each_statement_its_figure(figures):
    assert figures.keys() == STATEMENTS.keys()


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("list", "ORDER BY due_order, rank, number LIMIT 50", "ORDER BY number LIMIT 50"),
        ("overview", "LIMIT 50", "LIMIT 1"),
        ("lead_page", "LIMIT 41", "LIMIT 1"),
        ("accept", "'lead_accepted'", "'another_notice'"),
        ("start", "'lead.started'", "'lead.begun'"),
    ],
)
def test_a_statement_by_hand_that_does_something_else_ends_the_run(
    filled, figures, monkeypatch, name, right, wrong
):
    assert right in STATEMENTS[name]
    monkeypatch.setitem(STATEMENTS, name, STATEMENTS[name].replace(right, wrong))
    with pytest.raises(Differs, match=name):
        agree(figures[name](), filled, filled)


def test_each_page_has_an_address_with_a_row_in_reach(filled):
    writer = addresses(people("portal-writer", 1)[0].user)
    lead = next(path for path in writer if path.endswith("/win/"))
    assert {"/", "/leads/", "/contacts/", "/company/settings/setups/", "/api/v1/openapi.json"} <= set(writer)
    assert {lead, lead.replace("win/", ""), lead.replace("win/", "notes/add/")} <= set(writer)
    assert not [path for path in writer if "{" in path or "<" in path]


def test_a_page_that_takes_longer_than_it_may_ends_the_run(filled, monkeypatch):
    monkeypatch.setattr(pages, "ROLES", ["report-user"])
    monkeypatch.setattr(pages, "pages", lambda user: ["/leads/", "/leads/new/", "/nowhere/"])
    assert pages.measure()["visited"] == 1
    monkeypatch.setattr(pages, "MOST", 0.0)
    with pytest.raises(SystemExit, match="1 of 1 pages"):
        pages.measure()


def test_the_tables_take_what_they_are_filled_with_to_measure(owner_url: str) -> None:
    with psycopg.connect(owner_url) as owner:
        fill(owner, 300)
        counted = owner.execute("SELECT count(*), count(DISTINCT status_id) FROM leads_lead").fetchone()
        owner.rollback()
    assert counted == (300, 9)


@pytest.mark.prove
def test_each_figure_is_measured_and_the_last_line_holds_the_ratios(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.main", "--leads", "2000", "--requests", "2"]
    command += ["--data", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    ratios = json.loads(run.stdout.splitlines()[-1])["ratios"]
    assert list(ratios) == MEASURED
    assert all(ratio > 0 for ratio in ratios.values())
