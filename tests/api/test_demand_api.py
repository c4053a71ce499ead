"""The demand of a lead through the API: added, listed with totals, changed, taken off."""

import pytest

from leadwright.leads.models import Lead
from tests.makers import House, change_rights

LINES = (
    {
        "text": "20 printers",
        "kind": "goods",
        "quantity": "20",
        "amount": {"amount": "8000.00", "currency": "EUR"},
    },
    {
        "text": "Installation",
        "kind": "service",
        "amount": {"amount": "500.00", "currency": "EUR"},
        "comment": "On site",
    },
)


@pytest.fixture
def lead(house: House) -> Lead:
    return house.accepted()


@pytest.fixture
def address(lead: Lead) -> str:
    return f"/leads/{lead.pk}/demand"


def test_lines_are_listed_with_their_total(house: House, talk, address: str) -> None:
    for line in LINES:
        assert talk(house.ann).post(address, line).status_code == 201
    body = talk(house.ann).get(address).json()
    assert [(item["label"], item["comment"]) for item in body["items"]] == [
        ("20 printers", ""),
        ("Installation", "On site"),
    ]
    assert (body["totals"], body["count"]) == ([{"amount": "8500.00", "currency": "EUR"}], 2)


def test_the_total_is_taken_as_the_amount(house: House, talk, address: str) -> None:
    talk(house.ann).post(address, LINES[0])
    answer = talk(house.ann).post(f"{address}/aim", {})
    assert (answer.status_code, answer.json()["target_amount"]) == (
        200,
        {"amount": "8000.00", "currency": "EUR"},
    )


def test_a_line_is_changed_and_taken_off(house: House, talk, address: str) -> None:
    line = talk(house.ann).post(address, LINES[0]).json()["id"]
    changed = (
        talk(house.ann).patch(f"{address}/{line}", {"taken": False, "reason": "Bought elsewhere"}).json()
    )
    assert (changed["taken"], changed["reason"], changed["quantity"]) == (False, "Bought elsewhere", "20")
    assert talk(house.ann).delete(f"{address}/{line}").json()["items"] == []
    assert talk(house.ann).patch(f"{address}/{line}", {"text": "x"}).status_code == 404


def test_who_may_not_know_amounts_sees_lines_without_them_and_writes_none(
    house: House, talk, address: str
) -> None:
    talk(house.ann).post(address, LINES[0])
    change_rights(house.ann, lead_see_deal="none")
    body = talk(house.ann).get(address).json()
    assert (body["items"][0]["amount"], body["totals"]) == (None, [])
    refused = talk(house.ann).post(address, LINES[1])
    assert (refused.status_code, refused.json()["code"]) == (403, "PERMISSION_DENIED")


def test_the_sender_reads_none_of_it(house: House, talk, address: str) -> None:
    talk(house.ann).post(address, LINES[0])
    answer = talk(house.dina).get(address)
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_DENIED")
