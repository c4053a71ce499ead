"""The process of a lead through the API: kinds, posted once, read with its steps, moved, gone on with its tasks."""

import pytest

from leadwright.leads.models import Lead
from tests.makers import NOON, House, fresh

DONE = {"results": "Spoke with Eva", "completed_on": NOON.date().isoformat()}


@pytest.fixture
def lead(house: House, talk) -> Lead:
    """Return a lead of the kind Standard sale."""
    lead = house.accepted()
    answer = talk(house.ann).patch(
        f"/leads/{lead.pk}", {"kind": "standard-sale"}, If_Match=f'"{fresh(lead).version}"'
    )
    assert (answer.status_code, answer.json()["kind"]) == (200, "standard-sale")
    return lead


def test_the_kinds_say_who_moves_what(house: House, talk) -> None:
    kinds = talk(house.ann).get("/opportunity-kinds").json()["items"]
    assert {row["code"]: (row["control"], row["diagram"]) for row in kinds} == {
        "standard-sale": ("process", "standard-sale"),
        "by-hand": ("hand", "standard-sale"),
        "free": ("none", ""),
    }


def test_a_lead_without_a_process_has_no_steps(house: House, talk, lead: Lead) -> None:
    body = talk(house.ann).get(f"/leads/{lead.pk}/process").json()
    assert (body["version"], body["steps"]) == (None, [])


def test_posted_once_it_is_read_with_its_steps(house: House, talk, lead: Lead) -> None:
    for _ in range(2):
        assert talk(house.ann).post(f"/leads/{lead.pk}/post").status_code == 200
    body = talk(house.ann).get(f"/leads/{lead.pk}/process").json()
    assert (body["version"], body["state"], [step["state"] for step in body["steps"]]) == (
        1,
        "RUNNING",
        ["current", *["next"] * 6],
    )
    assert (
        talk(house.ann).get("/tasks?mine=true&state=open").json()["items"][0]["subject"] == "Initial contact"
    )


def test_a_task_moves_it_on_and_fixes_its_kind(house: House, talk, lead: Lead) -> None:
    talk(house.ann).post(f"/leads/{lead.pk}/post")
    task = talk(house.ann).get(f"/leads/{lead.pk}/process").json()["steps"][0]["task"]
    missing = talk(house.ann).post(f"/tasks/{task}/complete", {})
    assert (missing.status_code, missing.json()["code"]) == (422, "FIELD_REQUIRED")
    assert talk(house.ann).post(f"/tasks/{task}/complete", DONE).status_code == 200
    again = talk(house.ann).post(f"/tasks/{task}/complete", DONE)
    assert (again.status_code, again.json()["code"]) == (409, "TASK_DONE")
    version = f'"{fresh(lead).version}"'
    fixed = talk(house.ann).patch(f"/leads/{lead.pk}", {"kind": "free"}, If_Match=version)
    assert (fixed.status_code, fixed.json()["code"]) == (409, "KIND_FIXED")


def test_without_a_kind_posting_names_it(house: House, talk) -> None:
    answer = talk(house.ann).post(f"/leads/{house.accepted().pk}/post")
    assert (answer.status_code, "kind" in str(answer.json()["errors"])) == (422, True)


def test_a_lead_is_moved_by_hand_where_its_kind_says_so(house: House, talk, lead: Lead) -> None:
    refused = talk(house.ann).post(f"/leads/{lead.pk}/process/move", {"step": "offer"})
    assert (refused.status_code, refused.json()["code"]) == (409, "PROCESS_MISSING")
    version = f'"{fresh(lead).version}"'
    talk(house.ann).patch(f"/leads/{lead.pk}", {"kind": "by-hand"}, If_Match=version)
    talk(house.ann).post(f"/leads/{lead.pk}/post")
    moved = talk(house.ann).post(f"/leads/{lead.pk}/process/move", {"step": "offer"}).json()
    assert [step["state"] for step in moved["steps"]][:3] == ["done", "done", "current"]
    unread = talk(house.ann).post(f"/leads/{lead.pk}/process/move", {"step": ["offer"]})
    assert (unread.status_code, unread.json()["code"]) == (422, "FIELD_INVALID")


def test_the_sender_reads_no_process(house: House, talk, lead: Lead) -> None:
    answer = talk(house.dina).get(f"/leads/{lead.pk}/process")
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_DENIED")


def test_leads_are_found_by_their_kind(house: House, talk, lead: Lead) -> None:
    house.accepted()
    found = talk(house.ann).get("/leads?kind=standard-sale").json()
    assert [row["number"] for row in found["items"]] == [lead.pk]
