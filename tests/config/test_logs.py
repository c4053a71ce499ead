"""What the log holds: one record a line, no way in, and the id that the page about a fault names."""

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils.functional import SimpleLazyObject

from leadwright.config.logs import JsonFormatter, LineFormatter
from leadwright.config.request_log import facts_of
from leadwright.foundation.attempts import attempt_of, without_secrets
from leadwright.people.models import User
from tests.access.routes import routes
from tests.makers import make_user

FORGED = "x\n2026-03-02 CRITICAL forged\r\x1b[2J\u202e\u2028\x00\ud800"

PERSON = {"name": "Zoë Müller", "email": "zoe@secret.example"}
SECRET = [route for route in routes() if re.search(r"\{(token|key|secret)\}", route.path)]


def written(formatter: logging.Formatter, message: str, *values: object, fault: bool = False) -> str:
    """Return what a record becomes."""
    try:
        raise ValueError(FORGED)
    except ValueError as no:
        info = (type(no), no, no.__traceback__) if fault else None
    record = logging.LogRecord("leadwright", logging.INFO, __file__, 1, message, values, info)
    return formatter.format(record)


def lines() -> LineFormatter:
    return LineFormatter("{levelname} {message}", style="{")


@pytest.mark.asvs("16.4.1")
@pytest.mark.parametrize("formatter", [lines(), JsonFormatter()])
def test_a_record_stays_on_its_line_whatever_it_holds(formatter):
    assert re.fullmatch(r"[\x20-\x7e…]+", written(formatter, "from %s", FORGED))


def test_no_line_of_a_stack_looks_like_a_record():
    head, *stack = written(lines(), "broken", fault=True).split("\n")
    assert head == "INFO broken"
    assert all(row.startswith("    ") for row in stack)


@pytest.mark.asvs("16.2.2", "16.2.4")
def test_a_record_as_json_says_its_time_level_and_request(caplog):
    data = json.loads(written(JsonFormatter(), "hello %s", "Ann", fault=True))
    assert (data["level"], data["logger"], data["message"]) == ("INFO", "leadwright", "hello Ann")
    assert data["time"].endswith("+00:00")
    assert "ValueError" in data["stack"]


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("route", SECRET, ids=str)
def test_the_secret_of_an_address_is_in_no_log(route):
    path = re.sub(r"\{uidb36\}", "a", route.path)
    path = "/" + re.sub(r"\{\w+\}", "s3cr-et:Value", path)
    assert "s3cr-et" not in without_secrets(f"https://x.example{path}?a=b")


def test_what_is_kept_of_an_attempt_holds_no_secret(rf):
    request = rf.get("/invitation/s3cret/")
    assert attempt_of(request, face="page").path == "/invitation/…/"


@pytest.mark.asvs("13.4.2", "16.5.1")
def test_a_fault_shows_the_id_under_which_the_log_has_it(db, monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("leadwright.api.main.database_answers", None)
    answer = client.get("/health")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.text


@pytest.mark.asvs("16.2.1")
def test_each_request_is_a_line_of_json_on_demand(db, monkeypatch):
    monkeypatch.setattr(settings, "LOG_REQUESTS", True)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("leadwright.request")
    logger.addHandler(handler)
    answer = Client().get("/invitation/s3cret/?a=b")
    logger.removeHandler(handler)
    data = json.loads(stream.getvalue())
    assert data["request_id"] == answer["X-Request-ID"]
    assert (data["method"], data["path"], data["user"]) == ("GET", "/invitation/…/", None)
    assert data["status"] == answer.status_code


def test_the_line_of_a_request_asks_no_database_who_it_was(unasked):
    request = unasked()
    assert facts_of(request, HttpResponse(), seconds=0)["user"] is None


def test_the_line_of_a_request_names_who_was_asked_for_already(db, unasked):
    request, ann = unasked(), make_user("Ann")
    request._cached_user = ann
    assert facts_of(request, HttpResponse(), seconds=0)["user"] == ann.pk
    request.user = make_user("Bob")
    assert facts_of(request, HttpResponse(), seconds=0)["user"] == request.user.pk


@pytest.fixture
def unasked(rf):
    """Return a request whose user nobody has looked up."""

    def away() -> User:
        raise OperationalError

    def made() -> HttpRequest:
        request = rf.get("/leads/")
        request.user = SimpleLazyObject(away)
        return request

    return made


@pytest.mark.parametrize("formatter", [lines(), JsonFormatter()])
def test_a_stack_does_not_repeat_the_row_that_the_database_refused(db, formatter, caplog):
    try:
        with transaction.atomic():
            User.objects.create(**PERSON)
    except IntegrityError as fault:
        record = logging.LogRecord(
            "x", logging.ERROR, "x", 1, "broken", (), (type(fault), fault, fault.__traceback__)
        )
    text = formatter.format(record)
    assert "not-null constraint" in text
    assert "ller" not in text
    assert "secret.example" not in text
