"""How many statements the hot requests send, savepoints too; a rise is a loop or a fetch that nobody meant."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.history.models import Entry
from tests.api.conftest import Talk
from tests.makers import House, make_lead

NEW_LEAD = {
    "type": "partner-lead",
    "description": "wants twenty printers",
    "source": "website",
    "contact": {"kind": "person", "name": "New Person", "email": "np@example.org", "phone": "+3225550101"},
}


def statements_of(request: Callable[[], Any]) -> int:
    """Return how many statements a request sends; the savepoint of its transaction stands for BEGIN and COMMIT."""
    with CaptureQueriesContext(connection) as captured:
        assert request().status_code in (200, 201)
    texts = [str(query["sql"]) for query in captured.captured_queries]
    own = [text for text in texts if "SAVEPOINT" in text][:1]
    names = {text.rpartition(" ")[2] for text in own}
    return sum(text.rpartition(" ")[2] not in names for text in texts)


def warm(house: House) -> Talk:
    """Return Ann, whose process knows the rules."""
    ann = Talk(house.ann)
    ann.get("/lead-types")
    return ann


def test_an_acceptance_takes_at_most_16_statements(house: House):
    lead, ann = house.offered(), warm(house)
    assert statements_of(lambda: ann.post(f"/leads/{lead.pk}/accept")) <= 16


def test_a_change_takes_at_most_14_statements(house: House):
    lead, ann = house.accepted(), warm(house)
    text, version = {"description": "twenty printers and paper"}, f'"{lead.version}"'
    assert statements_of(lambda: ann.patch(f"/leads/{lead.pk}", text, If_Match=version)) <= 14


def test_a_start_takes_at_most_10_statements(house: House):
    lead, ann = house.accepted(), warm(house)
    assert statements_of(lambda: ann.post(f"/leads/{lead.pk}/start")) <= 10


def test_a_request_with_a_key_stores_its_answer_without_a_savepoint(house: House):
    plain, keyed, ann = house.accepted(), house.accepted(), warm(house)
    alone = statements_of(lambda: ann.post(f"/leads/{plain.pk}/start"))
    kept = statements_of(lambda: ann.post(f"/leads/{keyed.pk}/start", Idempotency_Key="once"))
    assert kept <= alone + 5


def test_a_new_lead_with_a_new_contact_takes_at_most_25_statements(house: House):
    ann = Talk(house.ann)
    ann.get("/me")
    other = {"kind": "company", "name": "Zenith", "email": "z@zenith.example"}
    ann.post("/leads", NEW_LEAD | {"unit": house.ann.unit_id, "contact": other})
    assert statements_of(lambda: ann.post("/leads", NEW_LEAD | {"unit": house.ann.unit_id})) <= 25


def test_the_list_page_takes_at_most_7_statements_once_it_is_warm(house: House, client):
    house.accepted()
    client.force_login(house.ann)
    client.get("/leads/")
    assert statements_of(lambda: client.get("/leads/")) <= 7


MANY = 60
SETS = [
    ("assign", "adm", lambda house: {"owner": house.bob.email}),
    ("start", "ann", lambda house: {}),
    ("lose", "ann", lambda house: {"reason": "price"}),
    ("cancel", "ann", lambda house: {}),
    ("delete", "ann", lambda house: {}),
    ("edit", "ann", lambda house: {"priority": 2}),
]


@pytest.mark.parametrize(("verb", "name", "data"), SETS, ids=[verb for verb, _name, _data in SETS])
def test_a_verb_on_many_leads_takes_at_most_20_statements(house: House, verb: str, name: str, data):
    user = getattr(house, name)
    leads = [make_lead(house.ann) for _number in range(MANY)]
    client = Talk(user)
    client.get("/lead-types")
    sent = {
        "verb": verb,
        "leads": [{"number": lead.pk, "version": lead.version} for lead in leads],
        "data": data(house),
    }
    assert statements_of(lambda: client.post("/leads/bulk", sent)) <= 20
    assert Entry.objects.filter(subject_kind="lead").values("fact").distinct().count() == 2


@pytest.mark.parametrize("verb", ["accept", "reject", "withdraw"])
def test_answers_to_many_offers_take_at_most_25_statements(house: House, verb: str):
    client = Talk(house.dina if verb == "withdraw" else house.ann)
    numbers = [house.offered().pk for _number in range(MANY)]
    client.get("/lead-types")
    sent = {"verb": verb, "leads": numbers, "data": {}}
    assert statements_of(lambda: client.post("/leads/bulk", sent)) <= 25
