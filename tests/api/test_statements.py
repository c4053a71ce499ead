"""How many statements the hot requests send, savepoints apart; a rise is a loop or a fetch that nobody meant."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Talk
from tests.makers import House

NEW_LEAD = {
    "type": "partner-lead",
    "description": "wants twenty printers",
    "source": "website",
    "contact": {"kind": "person", "name": "New Person", "email": "np@example.org", "phone": "+3225550101"},
}


def statements_of(request: Callable[[], Any]) -> int:
    """Return how many statements a request sends, without those that mark and release a savepoint."""
    with CaptureQueriesContext(connection) as captured:
        assert request().status_code in (200, 201)
    return sum("SAVEPOINT" not in str(query["sql"]) for query in captured.captured_queries)


def test_an_acceptance_takes_at_most_24_statements(house: House):
    lead, ann = house.offered(), Talk(house.ann)
    ann.get("/me")
    assert statements_of(lambda: ann.post(f"/leads/{lead.pk}/accept")) <= 24


def test_a_new_lead_with_a_new_contact_takes_at_most_44_statements(house: House):
    ann = Talk(house.ann)
    ann.get("/me")
    other = {"kind": "company", "name": "Zenith", "email": "z@zenith.example"}
    ann.post("/leads", NEW_LEAD | {"unit": house.ann.unit_id, "contact": other})
    assert statements_of(lambda: ann.post("/leads", NEW_LEAD | {"unit": house.ann.unit_id})) <= 44


def test_the_list_page_takes_at_most_6_statements_once_it_is_warm(house: House, client):
    house.accepted()
    client.force_login(house.ann)
    client.get("/leads/")
    assert statements_of(lambda: client.get("/leads/")) <= 6
