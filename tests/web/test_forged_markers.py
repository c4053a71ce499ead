"""Markers of pages that nobody gave out: each list refuses them, whatever they hold."""

import base64
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from leadwright.foundation.markers import marker, place_of
from tests.makers import refused, token_of

FORGED = [
    ["", "2026-01-01T00:00:00", "1", "1"],
    ["", "0001-01-01T00:00:00+23:59", "1", "1"],
    ["", "a\x00", "1"],
    ["", "\ud800", "1"],
    ["", "NaN", "1", "1"],
    ["", "x", "9" * 40],
    ["", 1, [2]],
    {"a": 1},
    [],
    7,
]
PAGES = ("/leads/?ordering=clock&", "/leads/?ordering=amount&", "/leads/?ordering=contact&", "/contacts/?")
PAGES += ("/customers/?", "/company/?", "/company/users/?", "/company/rights/?")
PAGES += ("/company/privacy/receipts/?", "/company/units/areas/?")
API = ("leads?", "leads?ordering=amount&", "contacts?", "accounts?", "privacy/receipts?")
NAMES = {"leads?": "clock", "contacts?": "name", "accounts?": "account", "privacy/receipts?": "receipts"}


def written(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_refuses_a_forged_marker(house, enter, page):
    client = enter(house.adm)
    for data in FORGED:
        assert client.get(f"{page}cursor={written(data)}").status_code == 400, data


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (datetime, "2026-01-01"),
        (datetime, "9999-12-31T23:59:59-23:59"),
        (Decimal, "NaN"),
        (Decimal, "1e999999"),
        (int, "1.5"),
        (int, "9" * 30),
        (str, "\u202e"),
    ],
)
def test_a_value_that_the_database_could_not_keep_is_refused(kind, text):
    with refused("CURSOR_INVALID"):
        place_of(written(["", text]), (kind,))


def test_a_place_is_read_as_it_was_written():
    place = (datetime(2026, 3, 2, 9, tzinfo=UTC), Decimal("8000.0000"), "Čapek", 7)
    assert place_of(marker(place, order="x"), (datetime, Decimal, str, int), order="x") == place


@pytest.mark.parametrize("path", API)
def test_the_api_refuses_a_forged_marker(house, client, path):
    headers = {"Authorization": f"Bearer {token_of(house.adm)}"}
    for data in FORGED:
        named = [NAMES.get(path, "amount"), *data[1:]] if isinstance(data, list) else data
        answer = client.get(f"/api/v1/{path}cursor={written(named)}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "CURSOR_INVALID"), data


@pytest.mark.parametrize("end", ["notes", "history"])
def test_what_hangs_on_a_lead_refuses_a_forged_marker(house, client, end):
    number, headers = house.accepted().pk, {"Authorization": f"Bearer {token_of(house.ann)}"}
    for data in ([end, "x"], [end, "2026-01-01T00:00:00"], [end, "9" * 30], [end], ["other", "1"]):
        answer = client.get(f"/api/v1/leads/{number}/{end}?cursor={written(data)}", headers=headers)
        assert answer.json()["code"] == "CURSOR_INVALID", data
