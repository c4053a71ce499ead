"""Activities through the API, as a client would write it from its document alone."""

from leadwright.activities.models import Activity
from leadwright.leads.models import ActivityKind
from tests.activities.making import TOMORROW, log, plan
from tests.makers import House, make_contact, make_group, make_lead, make_unit, make_user

AHEAD = "2036-03-03T15:00:00+01:00"


def test_an_activity_is_planned_through_a_lead_begun_and_completed(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    sent = {"kind": "call", "subject": "Third site", "at": AHEAD, "participants": [{"user": house.bob.email}]}
    made = ann.post(f"/leads/{lead.pk}/activities", sent)
    assert (made.status_code, made.json()["state"], made.json()["lead"]) == (201, "PENDING", lead.pk)
    activity = made.json()["id"]
    following = ann.get(f"/leads/{lead.pk}").json()["next_activity"]
    assert following == {"id": activity, "kind": "call", "at": "2036-03-03T14:00:00Z", "overdue": False}
    assert ann.post(f"/activities/{activity}/start").json()["state"] == "IN_PROGRESS"
    done = ann.post(f"/activities/{activity}/complete", {"notes": "agreed", "success_rate": 60}).json()
    assert (done["state"], done["participants"][0]["user"]) == ("COMPLETED", house.bob.email)
    told = ann.get(f"/leads/{lead.pk}").json()
    assert (told["next_activity"], told["latest_notes"], told["success_rate"]) == (None, "agreed", 60)


def test_an_interaction_without_a_lead_stands_in_the_list(house: House, talk) -> None:
    contact, ann = make_contact(house.ann), talk(house.ann)
    sent = {"kind": "email", "state": "done", "details": "asks for prices", "direction": "in"}
    made = ann.post("/activities", sent | {"participants": [{"contact": contact.pk}]})
    assert made.headers["Location"].endswith(f"/activities/{made.json()['id']}")
    (row,) = ann.get("/activities?kind=email&direction=in").json()["items"]
    assert (row["details"], row["participants"][0]["contact"], row["lead"]) == (
        "asks for prices",
        contact.pk,
        None,
    )
    assert (
        ann.get(f"/activities?contact={contact.pk}&owner=me&state=COMPLETED").json()["items"][0]["id"]
        == row["id"]
    )


def test_what_is_closed_is_changed_by_no_method(house: House, talk) -> None:
    call, ann = log(make_lead(house.ann), house.ann), talk(house.ann)
    for answer in (
        ann.patch(f"/activities/{call.pk}", {"notes": "x"}, If_Match='"1"'),
        ann.delete(f"/activities/{call.pk}"),
        ann.post(f"/activities/{call.pk}/complete", {"notes": "x"}),
        ann.post(f"/activities/{call.pk}/cancel", {"reason": "x"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "ACTIVITY_CLOSED")
    assert Activity.objects.get().notes == ""


def test_closing_a_lead_with_an_open_activity_is_refused_with_how_many(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    plan(lead, house.ann)
    for verb in ("win", "lose", "cancel"):
        no = ann.post(f"/leads/{lead.pk}/{verb}", {})
        assert (no.status_code, no.json()["code"]) == (409, "ACTIVITIES_OPEN")
    assert "still open: 1" in no.json()["detail"]


def test_a_follow_up_keeps_the_chain_and_a_cancelled_one_its_reason(house: House, talk) -> None:
    ann = talk(house.ann)
    first = ann.post("/activities", {"kind": "call", "state": "done", "subject": "Renewal"}).json()
    made = ann.post(f"/activities/{first['id']}/follow-up", {"kind": "meeting", "at": AHEAD})
    assert (made.status_code, made.json()["subject"], made.json()["chain"]) == (201, "Renewal", first["id"])
    assert ann.post(f"/activities/{made.json()['id']}/cancel").json()["code"] == "REASON_REQUIRED"
    gone = ann.post(f"/activities/{made.json()['id']}/cancel", {"reason": "on holiday"}).json()
    assert (gone["state"], gone["cancel_reason"]) == ("CANCELLED", "on holiday")


def test_a_wrong_value_is_refused_with_its_pointer_and_keeps_nothing(house: House, talk) -> None:
    ann = talk(house.ann)
    no = ann.post("/activities", {"kind": "call", "at": "tomorrow", "participants": [{"contact": 999_999}]})
    pointers = {row["pointer"] for row in no.json()["errors"]}
    assert (no.status_code, pointers) == (422, {"/at", "/participants/0/contact"})
    for wrong in ("?state=closed", "?lead=L-0", "?contact=1x", "?from=yesterday", "?order=at", "?owner=x"):
        assert ann.get(f"/activities{wrong}").status_code == 400
    assert not Activity.objects.exists()


def test_a_change_needs_the_version_that_was_seen(house: House, talk) -> None:
    call, ann = plan(None, house.ann, when=TOMORROW.isoformat()), talk(house.ann)
    assert ann.patch(f"/activities/{call.pk}", {"subject": "x"}).status_code == 428
    changed = ann.patch(f"/activities/{call.pk}", {"subject": "x"}, If_Match='"1"')
    assert (changed.json()["subject"], changed.headers["ETag"]) == ("x", '"2"')
    assert ann.patch(f"/activities/{call.pk}", {"subject": "y"}, If_Match='"1"').status_code == 409


def test_an_answer_about_a_lead_is_new_once_something_is_planned(house: House, talk) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    known = ann.get(f"/leads/{lead.pk}").headers["ETag"]
    assert ann.get(f"/leads/{lead.pk}", If_None_Match=known).status_code == 304
    plan(lead, house.ann)
    answer = ann.get(f"/leads/{lead.pk}", If_None_Match=known)
    assert (answer.status_code, answer.json()["next_activity"]["kind"]) == (200, "call")
    assert (
        ann.patch(f"/leads/{lead.pk}", {"description": "x"}, If_Match=answer.headers["ETag"]).status_code
        == 200
    )


def test_leads_are_found_by_what_is_next(house: House, talk) -> None:
    idle, ann = make_lead(house.ann), talk(house.ann)
    late, ahead = make_lead(house.ann), make_lead(house.ann)
    plan(late, house.ann)
    plan(ahead, house.ann, when=AHEAD)
    for value, lead in (("none", idle), ("overdue", late), ("later", ahead)):
        assert [row["number"] for row in ann.get(f"/leads?next_activity={value}").json()["items"]] == [
            lead.pk
        ]
    assert len(ann.get("/leads?next_activity=none,later").json()["items"]) == 2
    assert ann.get("/leads?next_activity=never").status_code == 400


def test_the_kinds_of_activities_are_the_organisations_own(house: House, talk) -> None:
    ActivityKind.objects.create(code="demo", labels={"en": "Demo", "nl": "Demonstratie"}, kind="meeting")
    kinds = {row["code"]: row for row in talk(house.ann).get("/activity-kinds").json()["items"]}
    assert {"call", "email", "appointment", "proposal", "meeting", "other", "demo"} == set(kinds)
    assert kinds["demo"] == {"code": "demo", "label": "Demo", "kind": "meeting", "retired": False}


def test_a_lead_is_made_of_an_activity_without_one(house: House, talk) -> None:
    call, ann = log(None, house.ann, subject="Third site"), talk(house.ann)
    contact = {"kind": "person", "name": "Eva Peeters", "email": "eva@x.example"}
    made = ann.post(
        f"/activities/{call.pk}/lead",
        {"type": "partner-lead", "contact": contact, "owner": house.ann.email},
    )
    assert (made.status_code, made.json()["description"]) == (201, "Third site")
    assert made.headers["Location"] == f"/api/v1/leads/{made.json()['number']}"
    assert ann.get(f"/activities/{call.pk}").json()["lead"] == made.json()["number"]
    assert ann.post(f"/activities/{call.pk}/lead", {"type": "partner-lead"}).status_code == 409


def test_a_new_partner_takes_part_and_is_seen_by_its_group_alone(house: House, talk) -> None:
    north = make_group(house.partner, "North")
    finn = make_user("finn", unit=make_unit(north), profile="company-admin")
    call = log(None, finn)
    sent = {"contact": {"kind": "company", "name": "Acme", "email": "info@acme.example"}}
    sent["contact"]["access_group"] = north.pk
    made = talk(finn).post(f"/activities/{call.pk}/participants", sent)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    (line,) = made.json()["participants"]
    assert (line["name"], talk(finn).get(f"/contacts/{line['contact']}").json()["name"]) == ("Acme", "Acme")
    assert talk(house.ann).get(f"/contacts/{line['contact']}").status_code == 404
    again = talk(finn).post(f"/activities/{call.pk}/participants", {"contact": line["contact"]})
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/contact")
