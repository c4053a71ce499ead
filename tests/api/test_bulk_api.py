"""One act on several leads through the API."""

import pytest

from leadwright.people.models import SecurityEvent
from tests.makers import fresh, make_lead


def test_each_lead_is_answered_for_itself(house, talk):
    mine, foreign = make_lead(house.ann), make_lead(house.cas)
    sent = {"verb": "cancel", "leads": [mine.pk, {"number": foreign.pk}, f"L-{foreign.pk + 500}"]}
    data = talk(house.ann).post("/leads/bulk", sent).json()
    assert (data["done"], data["refused"]) == (1, 2)
    assert [row["done"] for row in data["results"]] == [True, False, False]
    assert data["results"][1]["problem"]["code"] == "NOT_FOUND"
    assert fresh(mine).state == "CANCELLED"
    assert SecurityEvent.objects.filter(code="NOT_FOUND").count() == 2


def test_a_fault_of_one_names_its_field(house, talk):
    lead = make_lead(house.ann)
    data = talk(house.ann).post("/leads/bulk", {"verb": "lose", "leads": [lead.pk]}).json()
    problem = data["results"][0]["problem"]
    assert (problem["code"], problem["errors"][0]["pointer"]) == ("REASON_REQUIRED", "/reason")


def test_editing_several_needs_the_version_of_each(house, talk):
    lead = make_lead(house.ann)
    sent = {"verb": "edit", "data": {"priority": 8}, "leads": [lead.pk]}
    assert talk(house.ann).post("/leads/bulk", sent).json()["results"][0]["problem"]["status"] == 428
    sent["leads"] = [{"number": lead.pk, "version": lead.version}]
    assert talk(house.ann).post("/leads/bulk", sent).json()["done"] == 1


def test_the_same_key_does_it_once(house, talk):
    lead, ann = make_lead(house.ann), talk(house.ann)
    sent = {"verb": "start", "leads": [lead.pk]}
    first, second = (ann.post("/leads/bulk", sent, Idempotency_Key="k1") for _value in range(2))
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"verb": "dance"}, "/verb"),
        ({"verb": ["start"]}, "/verb"),
        ({"leads": []}, "/leads"),
        ({"leads": "1042"}, "/leads"),
        ({"leads": [True]}, "/leads"),
        ({"leads": [10**30]}, "/leads"),
        ({"leads": [{"number": 1, "version": "x"}]}, "/leads"),
        ({"leads": list(range(1, 102))}, "/leads"),
        ({"data": [1]}, "/data"),
        ({"data": {"by": "me"}}, "/data/by"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_bad_input_is_refused_as_a_whole_and_names_its_place(house, talk, change, pointer):
    lead = make_lead(house.ann)
    answer = talk(house.ann).post("/leads/bulk", {"verb": "start", "leads": [lead.pk]} | change)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert fresh(lead).state == "PENDING"
