"""The open leads of a type are handed to another one through the API, seen first."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import LeadType
from leadwright.people.models import User
from tests.leads.second_type import second_type
from tests.makers import NOON, House, fresh, make_lead

PATH = "/lead-types/partner-lead/hand-over"


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator, with a second type in force."""
    return second_type(house)


def groups(answer) -> list[tuple[str, bool, int, str | None]]:
    keys = ("status", "opportunity", "number", "target")
    return [tuple(row[key] for key in keys) for row in answer.json()["groups"]]


def test_a_dry_run_says_where_the_leads_would_go_and_stores_nothing(house: House, vera, talk) -> None:
    lead, opportunity = make_lead(house.ann), house.qualified()
    actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    answer = talk(vera).post(PATH, {"type": "S", "dry_run": True})
    assert answer.status_code == 200, answer.content
    assert groups(answer) == [
        ("new", False, 1, "new"),
        ("in-contact", False, 1, None),
        ("working-with-customer", True, 1, "working-with-customer"),
    ]
    assert (answer.json()["handed"], answer.json()["staying"]) == (2, 1)
    row = answer.json()["groups"][1]
    assert (row["targets"], row["reason"]) == (["nurture-in-progress"], "Choose the status that they get.")
    assert {fresh(row).type.code for row in (lead, opportunity)} == {"partner-lead"}


def test_leads_are_handed_over_with_the_statuses_that_are_chosen(house: House, vera, talk) -> None:
    started = actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    move = {"status": "in-contact", "opportunity": False, "to": "nurture-in-progress"}
    answer = talk(vera).post(PATH, {"type": "S", "moves": [move]})
    assert (answer.status_code, answer.json()["handed"]) == (200, 1)
    assert (fresh(started).type.code, fresh(started).status.code) == ("S", "nurture-in-progress")
    assert Entry.objects.filter(fact="lead.retyped").count() == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/type"),
        ({"type": "partner-lead"}, "/type"),
        ({"type": "nothing"}, "/type"),
        ({"type": ["S"]}, "/type"),
        ({"type": "S", "dry_run": "yes"}, "/dry_run"),
        ({"type": "S", "moves": {}}, "/moves"),
        ({"type": "S", "moves": [{"status": "in-contact"}]}, "/moves/0"),
        ({"type": "S", "moves": [{"status": "nowhere", "to": "new"}]}, "/moves/0"),
        ({"type": "S", "moves": [{"status": "in-contact", "to": "new"}]}, "/moves/0"),
        ({"type": "S", "moves": [{"status": "in-contact", "to": "new", "opportunity": 1}]}, "/moves/0"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_moves(house: House, vera, talk, body, pointer) -> None:
    actions.start(make_lead(house.ann).pk, by=house.ann, at=NOON)
    answer = talk(vera).post(PATH, body)
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert LeadType.objects.get(code="partner-lead").leads.count() == 1


def test_who_may_not_configure_hands_nothing_over_and_no_type_is_not_found(house: House, vera, talk) -> None:
    assert talk(house.ann).post(PATH, {"type": "S"}).json()["code"] == "PERMISSION_DENIED"
    assert talk(vera).post("/lead-types/nothing/hand-over", {"type": "S"}).status_code == 404
