"""Values at the ends of everything, in every field, parameter and place of every address: never a 500."""

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from leadwright.api.main import api
from tests.access.routes import Route, routes
from tests.access.standing import standing
from tests.access.test_matrix import Visitor
from tests.access.world import World

PROVE = bool(os.environ.get("LEADWRIGHT_PROVE"))
ALL_ENDS = (
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "99999999999999999999",
    "a\x00b",
    "\ud800",
    "0001-01-01",
    "9999-12-31T23:59:59-12:00",
    "-9223372036854775809",
    "1e400",
    "NaN",
    "\u202e" * 3,
    "x" * 20_000,
    "١٢٣",
    "%",
)
ENDS = ALL_ENDS if PROVE else ALL_ENDS[:4]
ROLES = ("vera", "ann") if PROVE else ("vera",)
READERS = ("dina", "vera") if PROVE else ("dina",)
PLACES = ("%00", "%2500", "%ff", "%ed%a0%80", "%F0%9F%A6%8A", "..%2f", "1e9", "١")


class Forms(HTMLParser):
    """The forms of a page: where each is sent, and the names of its fields with a value of each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        data = dict(attributes)
        if tag == "form":
            self.forms.append((data.get("method", "get").lower(), data.get("action") or "", {}))
        elif tag in ("input", "select", "textarea") and self.forms and data.get("name"):
            self.forms[-1][2][data["name"]] = data.get("value") or ""


# Everybody with their things.
standing_world, world = standing(World, "world")


def sent(client: Client, method: str, path: str, data: str = "", **more: Any) -> int:
    """Send a request, undo what it did, and return its status."""
    client.raise_request_exception = False
    with transaction.atomic():
        status: int = client.generic(method, path, data, **more).status_code
        transaction.set_rollback(True)
    return status


def encoded(data: dict[str, str]) -> str:
    """Return fields as a browser would send them; a lone surrogate as the bytes that it would have."""
    rows = ((quote(key), quote(value, errors="surrogatepass")) for key, value in data.items())
    return "&".join(f"{key}={value}" for key, value in rows)


def address_of(world: World, role: str, route: Route) -> str:
    return route.at(world.key(role, route.kind, "own") if route.kind else "")


def forms_of(client: Client, world: World, role: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Return each form of each page once."""
    seen = set()
    for route in (route for route in routes() if not route.is_api and not route.is_public):
        path = address_of(world, role, route)
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for method, action, fields in Forms(answer.text).forms:
            key = (method, action or path, tuple(fields))
            if key not in seen and "logout" not in action:
                seen.add(key)
                yield method, action or path, fields


@pytest.mark.asvs("2.2.1", "16.5.3")
@pytest.mark.parametrize("role", ROLES)
def test_no_field_of_a_form_breaks_a_page(world: World, role: str) -> None:
    client = Visitor(getattr(world, role)).client
    for method, action, fields in forms_of(client, world, role):
        for value in ENDS:
            data = fields | {name: value for name in fields if name not in ("csrfmiddlewaretoken", "version")}
            assert send_form(client, method, action, data) < 500, (method, action, value[:30], sorted(data))


def send_form(client: Client, method: str, action: str, data: dict[str, str]) -> int:
    if method == "get":
        return sent(client, "GET", f"{action.partition('?')[0]}?{encoded(data)}")
    return sent(client, "POST", action, encoded(data), content_type="application/x-www-form-urlencoded")


@pytest.mark.asvs("2.2.2")
@pytest.mark.parametrize("role", READERS)
def test_no_value_of_a_body_or_a_parameter_breaks_the_api(world: World, role: str) -> None:
    document = api.get_openapi_schema()
    visitor = Visitor(getattr(world, role))
    for route in (route for route in routes() if "/" + route.path in document["paths"]):
        for method, operation in document["paths"]["/" + route.path].items():
            path = address_of(world, role, route)
            for query, body in hostile(operation, document):
                where = f"{path}?{query}" if query else path
                status = sent(visitor.client, method.upper(), where, body, **headers_of(visitor))
                assert status < 500, (method, where[:80], body[:80])


def hostile(operation: Any, document: Any) -> Iterator[tuple[str, str]]:
    """Return a query and a body for each value: in all places at once, as it is and nested."""
    queried = [row["name"] for row in operation.get("parameters", ()) if row["in"] == "query"]
    names = fields_of(operation, document)
    for value in ENDS:
        yield encoded(dict.fromkeys(queried, value)), json.dumps(dict.fromkeys(names, value))
        yield "", json.dumps({name: {name: value} for name in names})
        yield "", json.dumps({name: [value] for name in names})


def fields_of(operation: Any, document: Any) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = json.dumps(content).rpartition("/schemas/")[2].partition('"')[0]
    return list(document["components"]["schemas"].get(name, {}).get("properties", {}))


def headers_of(visitor: Visitor) -> dict[str, Any]:
    return {"headers": visitor.headers | {"If-Match": '"1"'}, "content_type": "application/json"}


@pytest.mark.parametrize("place", PLACES if PROVE else PLACES[:2])
def test_no_sign_in_a_path_breaks_anything(world: World, place: str) -> None:
    visitor = Visitor(world.vera)
    for route in routes():
        for path in {re.sub(r"\{\w+\}", place, f"/{route.path}"), f"/{route.path}{place}"}:
            status = sent(visitor.client, "GET", path, headers=visitor.headers)
            assert status < 500, path


HEADERS = (
    "Accept",
    "Accept-Language",
    "Idempotency-Key",
    "If-Match",
    "HX-Request",
    "HX-Target",
    "HX-Current-URL",
    "Host",
    "Referer",
    "Origin",
    "User-Agent",
    "Content-Type",
    "Cookie",
    "Authorization",
    "X-Forwarded-For",
)


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_breaks_anything(world: World, header: str) -> None:
    visitor = Visitor(world.vera)
    for value in ("a\x00b", "\xff\xfe", "x" * 9000, "99999999999999999999", "=?utf-8?q?x?=", ";;;,,,"):
        for method, path in (("GET", "/leads/"), ("POST", "/leads/new/"), ("POST", "/api/v1/leads")):
            status = sent(visitor.client, method, path, "{}", headers=visitor.headers | {header: value})
            assert status < 500, (header, value[:20], path)
