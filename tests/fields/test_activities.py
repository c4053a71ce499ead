"""Own fields of activities: which kind has which, when an answer is needed, and what stays of it."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from leadwright.activities import actions
from leadwright.activities.models import Activity
from leadwright.fields.facets import unequal
from leadwright.fields.subjects import Subject
from leadwright.history.models import Entry
from leadwright.leads.models import Lead
from tests.activities.making import TOMORROW, anew, complete, log, plan
from tests.makers import NOON, House, change_rights, make_lead, refused

NEEDED = ["COMPLETED"]


def make(talk, user, key: str = "mood", kind: str = "text", **more: Any) -> int:
    """Make a field of meetings, unless it is said to be of other kinds."""
    body = {"subject": "activity", "key": key, "kind": kind, "label": key.title()}
    answer = talk(user).post("/fields", body | {"activity_kinds": ["meeting"], "filterable": True} | more)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def enter(talk, user, **body: Any) -> Any:
    return talk(user).post("/activities", {"kind": "meeting", "at": TOMORROW.isoformat()} | body)


def own_texts(activity: Activity, fact: str) -> dict[str, str]:
    entry = Entry.objects.filter(fact=f"activity.{fact}", details__activity=activity.pk).latest("pk")
    return {name: text for name, text in entry.texts().items() if name.startswith("own.")}


def test_a_field_names_the_kinds_that_have_it_and_nothing_strange(house: House, talk) -> None:
    pk = make(talk, house.dina, required_from=NEEDED)
    stored = talk(house.dina).get(f"/fields/{pk}").json()
    assert (stored["activity_kinds"], stored["required_from"]) == (["meeting"], NEEDED)
    body = {"subject": "activity", "key": "x", "kind": "text", "label": "X"}
    for wrong in ({"activity_kinds": ["dance"]}, {"required_from": ["new"]}, {"activity_kinds": "meeting"}):
        answer = talk(house.dina).post("/fields", body | wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{next(iter(wrong))}")
    of_lead = {"subject": "lead", "activity_kinds": ["meeting"]}
    assert talk(house.dina).post("/fields", body | of_lead).status_code == 422
    assert talk(house.dina).patch(f"/fields/{pk}", {"activity_kinds": []}).json()["activity_kinds"] == []


def test_the_fields_of_a_kind_are_given_read_and_found_by(house: House, talk) -> None:
    make(talk, house.dina)
    make(talk, house.dina, "every", "integer", activity_kinds=[], default=7)
    made = enter(talk, house.ann, fields={"mood": "Bright"}).json()
    assert made["fields"] == {"mood": "Bright", "every": 7}
    call = enter(talk, house.ann, kind="call").json()
    assert call["fields"] == {"every": 7}
    listed = talk(house.ann).get("/activities?field.mood=bri").json()["items"]
    assert [(row["id"], row["fields"]) for row in listed] == [(made["id"], made["fields"])]
    refused_call = enter(talk, house.ann, kind="call", fields={"mood": "x", "every": "much"})
    assert {row["pointer"]: row["code"] for row in refused_call.json()["errors"]} == {
        "/fields/mood": "FIELD_UNKNOWN",
        "/fields/every": "FIELD_INVALID",
    }
    assert unequal(Subject.ACTIVITY) == 0


def test_what_is_needed_is_asked_for_when_it_is_done_and_not_before(house: House, talk) -> None:
    make(talk, house.dina, required_from=NEEDED)
    visit = plan(make_lead(house.ann), house.ann, "meeting")
    moved = actions.edit(visit.pk, {"at": NOON.isoformat()}, by=house.ann, at=NOON, version=1)
    with refused("FIELD_REQUIRED", "fields.mood"):
        complete(moved, house.ann)
    with refused("FIELD_REQUIRED", "fields.mood"):
        log(None, house.ann, "meeting")
    done = talk(house.ann).post(f"/activities/{visit.pk}/complete", {"fields": {"mood": "Bright"}})
    assert (done.status_code, done.json()["fields"]) == (200, {"mood": "Bright"})
    assert log(None, house.ann, "call").own_fields == {}


def test_history_tells_what_was_answered_and_what_was_changed(house: House, talk) -> None:
    name = f"own.{make(talk, house.dina)}"
    visit = plan(None, house.ann, "meeting", fields={"mood": "Dull"})
    assert own_texts(visit, "planned") == {f"{name}_to": '["text", "Dull"]'}
    actions.edit(visit.pk, {"fields": {"mood": "Calm"}}, by=house.ann, at=NOON, version=1)
    assert own_texts(visit, "edited") == {
        f"{name}_from": '["text", "Dull"]',
        f"{name}_to": '["text", "Calm"]',
    }
    complete(visit, house.ann)
    assert own_texts(visit, "completed") == {f"{name}_to": '["text", "Calm"]'}


def test_another_kind_lets_go_of_what_it_does_not_have_and_history_keeps_it(house: House, talk) -> None:
    name = f"own.{make(talk, house.dina)}"
    make(talk, house.dina, "every", activity_kinds=[])
    visit = plan(None, house.ann, "meeting", fields={"mood": "Dull", "every": "stays"})
    actions.edit(visit.pk, {"kind": "call"}, by=house.ann, at=NOON, version=1)
    assert list(anew(visit).own_fields.values()) == ["stays"]
    assert own_texts(visit, "edited") == {f"{name}_from": '["text", "Dull"]'}


def test_what_is_closed_keeps_its_answers_until_their_field_is_removed(house: House, talk) -> None:
    pk = make(talk, house.dina, required_from=NEEDED)
    other = make(talk, house.dina, "weather")
    visit = log(make_lead(house.ann), house.ann, "meeting", fields={"mood": "Dull", "weather": "wet"})
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Activity.objects.filter(pk=visit.pk).update(own_fields={str(pk): "Bright"})
    talk(house.dina).patch(f"/fields/{pk}", {"activity_kinds": ["call"]})
    assert talk(house.ann).get(f"/activities/{visit.pk}").json()["fields"]["mood"] == "Dull"
    planned, climate = (
        plan(None, house.ann, "meeting", fields={"weather": "dry"}),
        make(talk, house.dina, "climate"),
    )
    assert talk(house.dina).post(f"/fields/{other}/copy", {"to": climate}).json()["copied"] == 1
    assert anew(planned).own_fields == {str(other): "dry", str(climate): "dry"}
    assert anew(visit).own_fields == {str(pk): "Dull", str(other): "wet"}
    talk(house.dina).post(f"/fields/{pk}/retire")
    assert talk(house.dina).post(f"/fields/{pk}/purge", {"confirm": 1}).status_code == 200
    assert anew(visit).own_fields == {str(other): "wet"}
    assert not own_texts(visit, "logged").keys() & {f"own.{pk}_to"}


def test_a_shared_activity_tells_the_other_company_what_both_see(house: House, talk) -> None:
    change_rights(house.ann, user_manage="organisation")
    ann = type(house.ann).objects.get(pk=house.ann.pk)
    make(talk, house.dina)
    make(talk, house.dina, "inner", sees="handler")
    make(talk, ann, "own_secret")
    lead = house.accepted()
    visit = log(lead, ann, "meeting", fields={"mood": "seen", "inner": "hidden", "own_secret": "hidden"})
    actions.share(visit.pk, by=ann, at=NOON)
    assert talk(house.dina).get(f"/activities/{visit.pk}").json()["fields"] == {"mood": "seen"}
    assert talk(house.dina).get("/activities?field.inner=hidden").json()["items"] == []
    assert len(talk(ann).get("/activities?field.inner=hidden").json()["items"]) == 1


def test_amounts_are_known_and_told_to_who_may_know_amounts(house: House, talk) -> None:
    make(talk, house.dina, "budget", "money")
    lead = make_lead(house.ann)
    visit = log(lead, house.ann, "meeting", fields={"budget": {"amount": "987.65", "currency": "EUR"}})
    address = f"/leads/{lead.pk}/history"
    assert "987.65" in str(talk(house.ann).get(address).json())
    change_rights(house.bob, lead_see_deal="none")
    bob = type(house.bob).objects.get(pk=house.bob.pk)
    assert talk(bob).get(f"/activities/{visit.pk}").json()["fields"] == {}
    assert "987.65" not in str(talk(bob).get(address).json())
    answer = enter(talk, bob, lead=lead.pk, fields={"budget": {"amount": "1", "currency": "EUR"}})
    assert answer.status_code == 403


def test_a_computed_field_follows_the_answers_of_its_kind(house: House, talk) -> None:
    make(talk, house.dina, "hours", "integer")
    total = make(talk, house.dina, "minutes", "decimal", expression="hours * 60")
    visit = plan(None, house.ann, "meeting", fields={"hours": 2})
    assert visit.own_fields[str(total)] == "120"
    edited = actions.edit(visit.pk, {"fields": {"hours": 3}}, by=house.ann, at=NOON, version=1)
    assert edited.own_fields[str(total)] == "180"
    assert plan(None, house.ann, "call").own_fields == {}


def test_the_lead_that_is_made_of_an_interaction_reads_its_answers(house: House, talk) -> None:
    name = f"own.{make(talk, house.dina)}"
    visit = log(None, house.ann, "meeting", subject="Shop", fields={"mood": "Bright"})
    contact = {"kind": "person", "name": "Bo", "email": "bo@x.example"}
    actions.make_lead(
        visit.pk,
        {"contact": contact, "type": "partner-lead", "owner": house.ann.email},
        by=house.ann,
        at=NOON,
    )
    assert (own_texts(visit, "led"), Lead.objects.count()) == ({f"{name}_to": '["text", "Bright"]'}, 1)


def test_a_window_without_room_for_answers_refuses_the_kind_that_needs_them(house: House, talk) -> None:
    make(talk, house.dina, required_from=NEEDED)
    lead = make_lead(house.ann)
    with refused("FIELD_REQUIRED", "activities.0.kind"):
        actions.update_lead(
            lead.pk, {}, done=[{"kind": "meeting"}], by=house.ann, at=NOON, version=lead.version
        )
    assert not Activity.objects.exists()
