"""What is done with customers, over HTTP as clients live it: planned, said, based on leads, and kept in history."""

import pytest

from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.beginning import begun
from leadwright.leads.models import ActivityKind
from tests.activities.making import plan
from tests.communication.saying import MARKETING
from tests.makers import NOON, House, make_contact, make_lead, qualify

AHEAD = "2036-03-03T15:00:00+01:00"
DEAL = {"deal_segment": "office", "deal_value": {"amount": "200.00", "currency": "EUR"}}
JANSSENS = {"kind": "person", "name": "Janssens", "email": "j@janssens.example"}


def test_a_lead_learns_what_an_activity_says_and_keeps_what_the_next_leaves_out(house: House, talk) -> None:
    amount = {"amount": "1000", "currency": "EUR"}
    lead, ann = make_lead(house.ann, target_amount=amount, success_rate=20), talk(house.ann)
    called = {"kind": "call", "state": "done"}
    offer = {"notes": "wants offer", "target_amount": amount | {"amount": "5000"}, "success_rate": 60}
    for said, notes in ((offer, "wants offer"), ({"notes": "called back"}, "called back")):
        assert ann.post(f"/leads/{lead.pk}/activities", called | said).status_code == 201
        read = ann.get(f"/leads/{lead.pk}").json()
        assert (read["latest_notes"], read["success_rate"]) == (notes, 60)
        assert read["target_amount"] == {"amount": "5000.00", "currency": "EUR"}


def test_history_has_qualification_activities_and_closing_the_newest_first(house: House, talk) -> None:
    lead, ann = house.qualified(), talk(house.ann)
    for notes in ("wants offer", "called back"):
        ann.post(f"/leads/{lead.pk}/activities", {"kind": "call", "state": "done", "notes": notes})
    assert ann.post(f"/leads/{lead.pk}/win", DEAL).json()["state"] == "WON"
    won, last, first, qualified, *_ = ann.get(f"/leads/{lead.pk}/history").json()["items"]
    assert (last["texts"]["notes"], first["texts"]["notes"]) == ("called back", "wants offer")
    assert (won["from_status"], won["to_status"]) == ("working-with-customer", "closed-won")
    assert (qualified["from_status"], qualified["to_status"]) == ("new", "working-with-customer")
    assert {row["actor"]["name"] for row in (won, last, first, qualified)} == {"Ann"}
    assert won["at"] >= last["at"] >= first["at"] >= qualified["at"]


@pytest.mark.parametrize(
    ("settle", "verb", "sent", "state"),
    [
        ("complete", "win", DEAL, "WON"),
        ("cancel", "lose", {"reason": "price"}, "LOST"),
        ("delete", "cancel", {}, "CANCELLED"),
    ],
)
def test_what_is_open_keeps_a_lead_open_until_it_is_settled(
    house: House, talk, settle: str, verb: str, sent: dict[str, object], state: str
) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    activity = f"/activities/{plan(lead, house.ann).pk}"
    for each in ("win", "lose", "cancel"):
        refused = ann.post(f"/leads/{lead.pk}/{each}", {})
        assert (refused.status_code, refused.json()["code"]) == (409, "ACTIVITIES_OPEN")
    if settle == "delete":
        assert ann.delete(activity).status_code == 204
    else:
        assert (
            ann.post(f"{activity}/{settle}", {"reason": "late"} if settle == "cancel" else {}).status_code
            == 200
        )
    assert ann.post(f"/leads/{lead.pk}/{verb}", sent).json()["state"] == state


def test_an_activity_of_a_lead_has_its_contact_and_number_and_a_kind_of_its_type(house: House, talk) -> None:
    lead, ann = house.accepted(contact=make_contact(house.dina, **JANSSENS)), talk(house.ann)
    qualify(lead, "opportunity", by=house.ann)
    lead.type.activity_kinds.set(ActivityKind.objects.filter(code__in=["call", "email"]))
    sent = {"kind": "email", "at": AHEAD}
    made = ann.post(f"/leads/{lead.pk}/activities", sent).json()
    assert (made["lead"], [line["name"] for line in made["participants"]]) == (lead.pk, ["Janssens"])
    other = ann.post(f"/leads/{lead.pk}/activities", sent | {"kind": "proposal"})
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (422, "/kind")
    ann.post(f"/activities/{made['id']}/complete")
    ann.post(f"/leads/{lead.pk}/win", DEAL)
    late = ann.post(f"/leads/{lead.pk}/activities", sent)
    assert (late.status_code, late.json()["code"]) == (409, "STATE_NOT_ALLOWED")


def test_a_mail_about_a_lead_says_its_tags_and_stands_in_its_history(house: House, talk) -> None:
    lead, ann = make_lead(house.ann, contact=make_contact(house.ann, **JANSSENS)), talk(house.ann)
    tags = {row["name"] for row in ann.get("/tags").json()["items"]}
    assert {"contact_name", "lead_number"} <= tags
    mail = {"medium": "email", "subject": "Hello", "body": "Dear #contact_name, ref #lead_number"}
    sent = ann.post(f"/leads/{lead.pk}/communicate", mail).json()
    assert (sent["text"], sent["address"]) == (f"Dear Janssens, ref {lead.pk}", "j@janssens.example")
    assert sent["text"] in ann.get(f"/leads/{lead.pk}/history").text
    mute = make_lead(house.ann, contact=make_contact(house.ann, email="", phone="+3225550101"))
    assert ann.post(f"/leads/{mute.pk}/communicate", mail).json()["code"] == "ADDRESS_MISSING"


def test_a_demo_is_asked_for_planned_given_and_won(house: House, talk) -> None:
    begun("software-demo", by=SYSTEM, at=NOON)
    ann = talk(house.ann)
    new = {"type": "demo-request", "contact": JANSSENS, "unit": house.u1.pk}
    number = ann.post("/leads", new | {"description": "a demo"}).json()["number"]
    assert ann.post(f"/leads/{number}/accept").status_code == 200
    assert ann.post(f"/leads/{number}/start").json()["status"] == "demo-scheduled"
    demo = ann.post(f"/leads/{number}/activities", {"kind": "demo", "at": AHEAD}).json()["id"]
    assert ann.post(f"/leads/{number}/win").json()["code"] == "ACTIVITIES_OPEN"
    assert ann.post(f"/activities/{demo}/complete").json()["state"] == "COMPLETED"
    account = {"account": {"country": "BE", "currency": "EUR"}}
    assert ann.post(f"/leads/{number}/win", account).json()["state"] == "WON"


def test_a_call_without_a_lead_is_in_the_list_of_interactions(house: House, talk) -> None:
    dina, eva = talk(house.dina), make_contact(house.dina, **JANSSENS)
    call = {
        "kind": "call",
        "subject": "Third site",
        "at": "2026-03-01T10:00:00+01:00",
        "details": "asks for ink",
    }
    dina.post("/activities", call | {"participants": [{"contact": eva.pk}]})
    (row,) = dina.get("/activities").json()["items"]
    assert (row["subject"], row["details"], row["at"]) == (
        "Third site",
        "asks for ink",
        "2026-03-01T09:00:00Z",
    )
    assert (row["participants"][0]["name"], row["lead"], row["state"]) == ("Janssens", None, "COMPLETED")


def test_marketing_goes_by_the_sender_alone_that_somebody_agreed_to(house: House, talk) -> None:
    eva, ann = make_contact(house.ann, **JANSSENS), talk(house.ann)
    lead, cell = (
        make_lead(house.ann, contact=eva),
        {"channel": "email", "sender": "dealer", "purpose": "newsletter"},
    )
    ann.post(f"/contacts/{eva.pk}/consents", cell | {"act": "given", "source": "website"})
    cells = ann.get(f"/contacts/{eva.pk}/consents").json()["items"]
    agreed = [{name: row[name] for name in cell} for row in cells if row["state"] == "yes"]
    assert (agreed, {"email", "sms"} <= {row["channel"] for row in cells}) == ([cell], True)
    mail = {"medium": "email", "subject": "News", "body": "Good day"} | MARKETING
    refused = ann.post(f"/leads/{lead.pk}/communicate", mail | {"sender": "importer"})
    assert (refused.status_code, refused.json()["code"]) == (409, "OPT_IN_MISSING")
    assert ann.post(f"/leads/{lead.pk}/communicate", mail).json()["delivery"] == "WAITING"
