"""Each address × method × role × own, foreign and absent object: organisations are sealed from each other."""

import json
import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.access.data import DATA
from tests.access.routes import METHODS, PUBLIC, Route, operations, routes
from tests.access.standing import standing
from tests.access.world import ABSENT, World
from tests.api.documented import check
from tests.makers import make_contact, make_lead, token_of
from tests.sheets import text_of

# Handing out all data of a person is noted in history, also when it is asked for with GET.
NOTED = {"api/v1/contacts/{id}/personal-data"}
OBJECTS = (
    "lead",
    "contact",
    "user",
    "profile",
    "area",
    "upload",
    "receipt",
    "account",
    "field",
    "file",
    "template",
    "mapping",
    "mail",
    "arrival",
    "notification",
    "activity",
    "task",
    "export",
)
# A method that no address offers.
STRANGE = "PROPFIND"
ROLES = ("nina", "ann", "adm", "dina", "cas", "boss", "vera")


# Everybody with their things.
standing_world, world = standing(World, "world")


def fingerprints(tables: Iterable[str] = DATA) -> dict[str, str]:
    """Return a mark of all data of each table; that somebody came in is none of them."""
    marks = " UNION ALL ".join(
        f"SELECT '{name}', md5(string_agg(j::text, '' ORDER BY j::text))"
        f" FROM (SELECT to_jsonb(t) - 'last_login' - 'last_used_at' FROM {name} t) of_table(j)"
        for name in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(marks)
        return dict(cursor.fetchall())


def touched() -> tuple[list[int], int]:
    """Return how many rows of each table this transaction has written, undone ones too, and how often it was noted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT array_agg(pg_stat_get_xact_tuples_inserted(t)"
            " + pg_stat_get_xact_tuples_updated(t) + pg_stat_get_xact_tuples_deleted(t))"
            " FROM unnest(%s::regclass[]) t), (SELECT count(*) FROM people_securityevent)",
            [list(DATA)],
        )
        written, noted = cursor.fetchone()
        return written, noted


class Visitor:
    """One role with its session and its token."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        self.untouched: dict[str, str] = {}
        self.written: list[int] = []
        if user is not None:
            self.client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
            self.headers = {"Authorization": f"Bearer {token_of(user)}"}

    def ask(self, method: str, route: Route, key: object) -> Any:
        """Send one request and undo what it did, signing out too; the answer and whether data changed are kept.

        What was undone is as it was: how untouched data look is read once, and compared where a row was written.
        """
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            if not self.untouched:
                self.untouched, (self.written, _noted) = fingerprints(), touched()
            if route.is_api:
                answer = self.client.generic(
                    method, route.at(key), json.dumps({}), "application/json", headers=self.headers
                )
            else:
                answer = self.client.generic(method, route.at(key), "", "application/x-www-form-urlencoded")
            check(method, route.at(key), answer)
            answer.changed, answer.noted = self._changed()
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer

    def _changed(self) -> tuple[bool, int]:
        """Tell whether data differ since the last request, and return how often something was noted."""
        before, (self.written, noted) = self.written, touched()
        tables = [name for name, old, new in zip(DATA, before, self.written, strict=True) if old != new]
        is_changed = bool(tables) and fingerprints(tables).items() - self.untouched.items() != set()
        return is_changed, noted


OFFERED: dict[str, list[str]] = {}


def methods_of(route: Route, world: World) -> list[str]:
    """Return the methods that an address offers: the refusal of any other, before it is known who asks, names them.

    One that refuses no method is asked by each.
    """
    if not OFFERED:
        visitor = Visitor(world.vera)
        for each in routes():
            answer = visitor.client.generic(STRANGE, each.at(ABSENT), headers=visitor.headers)
            allowed = answer.headers["Allow"].split(", ") if answer.status_code == 405 else METHODS
            OFFERED[each.path] = [method for method in METHODS if method in allowed]
    return OFFERED[route.path]


def told(answer: Any, key: object) -> str:
    """Return what an answer says, without what differs by chance."""
    text = re.sub(rf"\b(L-)?{key}\b", "KEY", answer.content.decode(errors="replace"))
    text = re.sub(r'("trace_id":)"\w+"', r"\1", text)
    return re.sub(r'(name="(?:csrfmiddlewaretoken|form_key)" value=)"[\w.]+"', r"\1", text)


def test_every_operation_of_the_document_has_its_address_and_the_other_way_round(db) -> None:
    of = {path for path, _ in operations()}
    known = {route.path for route in routes() if route.is_api} - {"api/v1/openapi.json", "api/v1/docs"}
    assert of == known


@pytest.mark.asvs("8.3.1")
def test_what_is_open_to_everybody_is_on_a_list(world: World) -> None:
    visitor = Visitor(None)
    for route in routes():
        for method in METHODS:
            answer = visitor.ask(method, route, ABSENT)
            if route.is_public:
                continue
            turned_away = answer.status_code == 401 or "/login/" in answer.headers.get("Location", "")
            assert turned_away or answer.status_code == 405, (method, route.path, answer.status_code)
            assert not answer.changed, (method, route.path)
    assert {route.path for route in routes()} >= PUBLIC


def test_an_outsider_changes_nothing_with_anybodys_ids(world: World) -> None:
    visitor = Visitor(None)
    for route in (route for route in routes() if route.kind in OBJECTS):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            for whose in world.things:
                answer = visitor.ask(method, route, world.things[whose][route.kind])
                assert answer.status_code in (303, 401, 405), (method, route.path, answer.status_code)
                assert not answer.changed, (method, route.path)


@pytest.mark.asvs("8.2.2", "8.4.1")
@pytest.mark.parametrize("role", ROLES)
def test_a_foreign_object_answers_as_one_that_never_was_and_nothing_changes(world: World, role: str) -> None:
    visitor = Visitor(getattr(world, role))
    for route in (route for route in routes() if route.kind in OBJECTS):
        for method in methods_of(route, world):
            foreign_key = world.key(role, route.kind, "foreign")
            foreign, absent = (visitor.ask(method, route, key) for key in (foreign_key, ABSENT))
            where = (role, method, route.path)
            assert foreign.status_code == absent.status_code, where
            assert foreign.status_code in (403, 404), (*where, foreign.status_code)
            assert told(foreign, foreign_key) == told(absent, ABSENT), where
            assert not foreign.changed, where
            assert foreign.noted > 0, where


@pytest.mark.asvs("2.3.3", "3.5.3")
@pytest.mark.parametrize("role", ROLES)
def test_no_request_for_an_own_object_breaks_and_looking_changes_nothing(world: World, role: str) -> None:
    visitor = Visitor(getattr(world, role))
    for route in routes():
        for method in methods_of(route, world):
            answer = visitor.ask(method, route, world.key(role, route.kind, "own") if route.kind else "")
            where = (role, method, route.path, answer.status_code)
            assert answer.status_code < 500, where
            assert method != "GET" or not answer.changed or route.path in NOTED, where
            if answer.status_code >= 400:
                assert not answer.changed, where


@pytest.mark.asvs("8.2.1")
def test_a_reader_writes_nothing(world: World) -> None:
    visitor = Visitor(world.nina)
    own_marks = ("notification",)  # what one has read oneself is nobody else's
    for route in (route for route in routes() if route.kind in OBJECTS and route.kind not in own_marks):
        for method in {"POST", "PATCH", "DELETE"}.intersection(methods_of(route, world)):
            answer = visitor.ask(method, route, world.key("nina", route.kind, "own"))
            assert answer.status_code == 403, (method, route.path, answer.status_code)
            assert not answer.changed


@pytest.mark.asvs("8.4.1")
def test_lists_hold_only_what_can_be_opened_one_by_one(world: World) -> None:
    for role in ROLES:
        visitor = Visitor(getattr(world, role))
        page = visitor.client.get("/api/v1/leads?limit=200", headers=visitor.headers).json()
        listed = {item["number"] for item in page["items"]}
        opened = {
            lead.pk
            for lead in Lead.objects.all()
            if visitor.client.get(f"/api/v1/leads/{lead.pk}", headers=visitor.headers).status_code == 200
        }
        assert listed == opened, role


def test_no_answer_ever_holds_a_secret(world: World) -> None:
    visitor = Visitor(world.adm)
    for route in (route for route in routes() if route.is_api and not route.path.endswith("openapi.json")):
        answer = visitor.ask("GET", route, world.key("adm", route.kind, "own") if route.kind else "")
        text = text_of(answer)
        assert not re.search(r'"(password|digest|token|secret|otp)[^"]*":', text), route.path
        assert "argon2" not in text


@pytest.mark.asvs("8.2.2")
def test_a_foreign_reference_in_a_body_is_unknown(world: World) -> None:
    visitor = Visitor(world.ann)
    foreign = make_contact(world.cas)
    lead = make_lead(world.ann)
    for body in ({"contact": foreign.pk}, {"owner": world.cas.email}):
        answer = visitor.client.patch(
            f"/api/v1/leads/{lead.pk}",
            json.dumps(body),
            "application/json",
            headers=visitor.headers | {"If-Match": f'"{lead.version}"'},
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "FIELD_INVALID")
