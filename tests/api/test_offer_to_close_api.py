"""The main job as its clients live it: every rule from offer to close, at the moments that matter, over HTTP."""

import pytest

from leadwright.clocks.sweep import sweep
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.actions.collaborating import start_collaboration
from leadwright.people.models import User
from tests.makers import NOON, House, make_group, make_unit, make_user, moment

THURSDAY = moment("2026-03-05 10:00")
MONDAY = moment("2026-03-09 14:00")
NEW = {"type": "partner-lead", "description": "wants printers", "source": "website"}
ACME = {"kind": "company", "name": "Acme", "email": "info@acme.example", "country": "BE"}
DEAL = {"deal_segment": "office", "deal_value": {"amount": "200.00", "currency": "EUR"}}


@pytest.fixture
def offered(house: House, talk, time_machine) -> int:
    """Return a lead that was offered to a unit of the partner on a Thursday."""
    time_machine.move_to(THURSDAY, tick=False)
    number = talk(house.dina).post("/leads", NEW | {"contact": ACME}).json()["number"]
    assert talk(house.dina).post(f"/leads/{number}/offer", {"unit": house.u1.pk}).status_code == 200
    return number


@pytest.fixture
def accepted(house: House, talk, offered: int, time_machine) -> int:
    """Return the same lead, accepted on the Monday after."""
    time_machine.move_to(MONDAY, tick=False)
    assert talk(house.ann).post(f"/leads/{offered}/accept").status_code == 200
    return offered


def confirmed(client, number: int, outcome: str, **more: object) -> dict[str, object]:
    """Return what a qualification sends, with the three fields that are mandatory."""
    lead = client.get(f"/leads/{number}").json()
    kept = {"description": "a project", "contact": lead["contact"]["id"], "owner": lead["owner"]}
    return {"outcome": outcome, **kept, **more}


def clock(client, number: int, kind: str) -> dict[str, object]:
    """Return the running clock of a kind."""
    return next(row for row in client.get(f"/leads/{number}").json()["clocks"] if row["kind"] == kind)


def mails(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_a_new_colleague_can_own_a_lead_and_somebody_elses_cannot(house, talk, accepted) -> None:
    eva, ann = make_user("eva", unit=house.u2), talk(house.ann)
    listed = {row["email"] for row in ann.get("/users").json()["items"]}
    assert (eva.email in listed, house.cas.email in listed) == (True, False)
    assert ann.post(f"/leads/{accepted}/assign", {"owner": house.cas.email}).status_code == 422
    assert ann.post(f"/leads/{accepted}/assign", {"owner": eva.email}).json()["owner"] == eva.email


def test_each_member_of_the_unit_who_may_accept_gets_one_mail_with_a_link(house, offered, client) -> None:
    assert mails("new_lead") == sorted([house.ann.email, house.adm.email])
    letter = Message.objects.filter(address=house.ann.email).get()
    assert f"/leads/{offered}/" in letter.text
    assert client.get(f"/leads/{offered}/")["Location"] == f"/accounts/login/?next=%2Fleads%2F{offered}%2F"


def test_acceptance_is_due_after_three_working_days_and_still_works_late(
    house, talk, offered, time_machine
) -> None:
    assert clock(talk(house.ann), offered, "accept")["due_at"] == "2026-03-10T22:59:59Z"
    time_machine.move_to(moment("2026-03-11 00:00"), tick=False)
    for _ in range(2):
        sweep(moment("2026-03-11 00:00"))
    assert clock(talk(house.ann), offered, "accept")["overdue"] is True
    assert mails("acceptance_overdue") == sorted([house.adm.email, house.dina.email])
    assert talk(house.ann).post(f"/leads/{offered}/accept").json()["acceptance"] == "ACCEPTED"


def test_a_rejected_lead_is_in_the_queue_of_its_sender_and_gone_for_the_partner(house, talk, offered) -> None:
    assert talk(house.ann).post(f"/leads/{offered}/reject", {"reason": "outside region"}).status_code == 200
    back = talk(house.dina).get(f"/leads/{offered}").json()
    assert (back["acceptance"], back["owner"], back["unit"], back["organisation"]) == (
        "REJECTED",
        None,
        None,
        None,
    )
    data = talk(house.dina).get(f"/leads/{offered}/history").json()["items"][0]
    assert (data["at"], data["actor"]["name"]) == ("2026-03-05T09:00:00Z", "Ann")
    assert (data["texts"]["reason"], data["details"]["organisation"]) == ("outside region", house.partner.pk)
    assert talk(house.ann).get(f"/leads/{offered}").status_code == 404


def test_qualification_is_due_at_the_end_of_the_seventh_day(house, talk, accepted) -> None:
    assert clock(talk(house.ann), accepted, "qualify")["due_at"] == "2026-03-16T22:59:59Z"


@pytest.mark.parametrize("field", ["owner", "contact", "description"])
def test_an_update_names_the_mandatory_field_that_is_empty_and_saves_nothing(
    house, talk, accepted, field
) -> None:
    ann = talk(house.ann)
    before = ann.get(f"/leads/{accepted}").json()
    answer = ann.post(f"/leads/{accepted}/qualify", confirmed(ann, accepted, "opportunity") | {field: ""})
    fault = answer.json()["errors"]
    assert [(row["code"], row["pointer"]) for row in fault] == [("FIELD_REQUIRED", f"/{field}")]
    assert ann.get(f"/leads/{accepted}").json() == before


def test_an_opportunity_is_worked_with_the_customer_and_writes_one_entry(house, talk, accepted) -> None:
    ann = talk(house.ann)
    lead = ann.post(f"/leads/{accepted}/qualify", confirmed(ann, accepted, "opportunity")).json()
    assert (lead["state"], lead["status"], lead["opportunity"]) == (
        "IN_PROGRESS",
        "working-with-customer",
        True,
    )
    facts = [row["fact"] for row in ann.get(f"/leads/{accepted}/history").json()["items"]]
    assert facts == ["lead.qualified", "lead.accepted", "lead.offered", "lead.created"]


def test_an_invalid_lead_needs_one_of_five_reasons_and_other_needs_words(house, talk, accepted) -> None:
    ann, at = talk(house.ann), f"/leads/{accepted}/qualify"
    assert ann.post(at, confirmed(ann, accepted, "invalid")).json()["code"] == "REASON_REQUIRED"
    other = ann.post(at, confirmed(ann, accepted, "invalid", reason="other", reason_text="")).json()
    assert (other["code"], other["errors"][0]["pointer"]) == ("FIELD_REQUIRED", "/reason_text")
    lost = ann.post(at, confirmed(ann, accepted, "invalid", reason="no-current-project")).json()
    assert (lost["state"], lost["reason"], lost["clocks"]) == ("LOST", "no-current-project", [])


@pytest.mark.parametrize(
    ("outcome", "more"), [("nurture", {}), ("invalid", {"reason": "no-current-project"})]
)
def test_a_lead_that_is_nurtured_or_invalid_is_not_reminded_of(
    house, talk, accepted, time_machine, outcome, more
) -> None:
    time_machine.move_to(moment("2026-03-12 10:00"), tick=False)
    ann = talk(house.ann)
    assert (
        ann.post(f"/leads/{accepted}/qualify", confirmed(ann, accepted, outcome, **more)).status_code == 200
    )
    for day in ("2026-03-16 23:59", "2026-03-17 10:00", "2026-03-23 10:00"):
        sweep(moment(day))
    assert mails("lead_update") == []


def test_an_opportunity_is_reminded_of_on_its_days_once_each_until_it_is_closed(
    house, talk, accepted, time_machine
) -> None:
    time_machine.move_to(moment("2026-03-12 10:00"), tick=False)
    ann = talk(house.ann)
    ann.post(f"/leads/{accepted}/qualify", confirmed(ann, accepted, "opportunity"))
    sent = []
    for day in ("03-18", "03-19", "04-17", "04-18", "04-18", "05-18"):
        sweep(moment(f"2026-{day} 12:00"))
        sent.append(len(mails("opportunity_update")))
    assert sent == [0, 1, 1, 2, 2, 3]
    time_machine.move_to(moment("2026-05-20 10:00"), tick=False)
    assert ann.post(f"/leads/{accepted}/win", DEAL).status_code == 200
    sweep(moment("2026-06-17 12:00"))
    assert len(mails("opportunity_update")) == 3


def test_a_deal_below_the_minimum_is_refused_and_the_minimum_is_won(house, talk, accepted) -> None:
    ann = talk(house.ann)
    ann.post(f"/leads/{accepted}/qualify", confirmed(ann, accepted, "opportunity"))
    low = DEAL | {"deal_value": {"amount": "199.99", "currency": "EUR"}}
    assert ann.post(f"/leads/{accepted}/win", low).json()["code"] == "DEAL_VALUE_TOO_LOW"
    assert ann.get(f"/leads/{accepted}").json()["state"] == "IN_PROGRESS"
    won = ann.post(f"/leads/{accepted}/win", DEAL).json()
    assert (won["state"], won["deal_value"]) == ("WON", {"amount": "200.00", "currency": "EUR"})


def test_ones_own_leads_are_asked_for_by_owner_and_the_groups_without(house, talk) -> None:
    for row in (house.ann, house.bob):
        talk(row).post("/leads", NEW | {"contact": ACME | {"name": f"Of {row.name}"}, "owner": row.email})
    ann = talk(house.ann)
    assert [item["owner"] for item in ann.get("/leads?owner=me").json()["items"]] == [house.ann.email]
    assert {item["owner"] for item in ann.get("/leads").json()["items"]} == {house.ann.email, house.bob.email}


@pytest.mark.parametrize("name", ["ann", "bob"])
def test_who_accepts_owns_the_lead_in_his_unit_and_it_stays_pending(house, talk, offered, name) -> None:
    user: User = getattr(house, name)
    lead = talk(user).post(f"/leads/{offered}/accept").json()
    assert (lead["owner"], lead["unit"], lead["state"]) == (user.email, user.unit_id, "PENDING")


def test_who_cannot_accept_is_told_why_and_the_lead_stays_unassigned(house, talk, offered) -> None:
    guests = make_group(house.partner, "Guests")
    start_collaboration(host=house.group.pk, guest=guests.pk, by=house.adm, at=NOON)
    dan, reader = make_user("dan", unit=make_unit(guests)), house.nina
    for user, status, code in (
        (dan, 403, "NOT_UNIT_MEMBER"),
        (house.cas, 404, "NOT_FOUND"),
        (reader, 403, "PERMISSION_DENIED"),
    ):
        answer = talk(user).post(f"/leads/{offered}/accept")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    never = talk(house.cas).post("/leads/999999/accept").json()
    assert never["detail"] == talk(house.cas).post(f"/leads/{offered}/accept").json()["detail"]
    assert Lead.objects.get(pk=offered).owner is None


def test_a_state_is_never_sent_and_success_goes_from_0_to_100(house, talk, accepted) -> None:
    ann, path = talk(house.ann), f"/leads/{accepted}"
    version = ann.get(path)["ETag"]
    assert ann.post("/leads", NEW | {"contact": ACME, "state": "WON"}).json()["code"] == "FIELD_READ_ONLY"
    assert ann.patch(path, {"state": "WON"}, If_Match=version).json()["code"] == "FIELD_READ_ONLY"
    for rate in (-1, 101):
        assert ann.patch(path, {"success_rate": rate}, If_Match=version).status_code == 422
    for rate in (0, 100):
        answer = ann.patch(path, {"success_rate": rate}, If_Match=ann.get(path)["ETag"])
        assert (answer.status_code, answer.json()["success_rate"], answer.json()["state"]) == (
            200,
            rate,
            "PENDING",
        )


def test_a_new_lead_names_all_that_it_lacks_in_one_answer(house, talk) -> None:
    lacking = talk(house.ann).post("/leads", {}).json()
    assert lacking["code"] == "FIELD_REQUIRED"
    assert {row["pointer"] for row in lacking["errors"]} >= {"/type", "/contact", "/owner"}
