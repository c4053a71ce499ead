"""Own fields of tasks: who is asked for which, when an answer is needed, and what stays of it."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from leadwright.fields.facets import unequal
from leadwright.fields.subjects import Subject
from leadwright.history.models import Entry
from leadwright.tasks import actions
from leadwright.tasks.models import Task
from tests.makers import NOON, House, change_rights, make_lead, refused
from tests.tasks.making import DONE, anew, complete, make_task

NEEDED = ["COMPLETED"]


def make(talk, user, key: str = "mood", kind: str = "text", **more: Any) -> int:
    """Make a field of tasks."""
    body = {"subject": "task", "key": key, "kind": kind, "label": key.title(), "filterable": True}
    answer = talk(user).post("/fields", body | more)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def enter(talk, user, **body: Any) -> Any:
    return talk(user).post("/tasks", {"subject": "Ask", "working_days": 3} | body)


def own_texts(task: Task, fact: str) -> dict[str, str]:
    entry = Entry.objects.filter(fact=f"task.{fact}", details__task=task.pk).latest("pk")
    return {name: text for name, text in entry.texts().items() if name.startswith("own.")}


def test_a_field_says_whether_only_steps_ask_for_it_and_nothing_strange(house: House, talk) -> None:
    pk = make(talk, house.dina, required_from=NEEDED, steps_only=True)
    stored = talk(house.dina).get(f"/fields/{pk}").json()
    assert (stored["steps_only"], stored["required_from"]) == (True, NEEDED)
    assert talk(house.dina).patch(f"/fields/{pk}", {"steps_only": False}).json()["steps_only"] is False
    body = {"subject": "task", "key": "x", "kind": "text", "label": "X"}
    strange = ({"steps_only": "yes"}, {"required_from": ["new"]}, {"activity_kinds": ["call"]})
    for wrong in (*strange, {"subject": "lead", "steps_only": True}):
        answer = talk(house.dina).post("/fields", body | wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{[*wrong][-1]}")


def test_a_task_that_is_made_by_hand_is_asked_for_what_is_not_of_steps_alone(house: House, talk) -> None:
    make(talk, house.dina)
    make(talk, house.dina, "usual", "integer", default=7)
    make(talk, house.dina, "staged", steps_only=True)
    made = enter(talk, house.ann, fields={"mood": "Bright"}).json()
    assert made["fields"] == {"mood": "Bright", "usual": 7}
    listed = talk(house.ann).get("/tasks?field.mood=bri").json()["items"]
    assert [(row["id"], row["fields"]) for row in listed] == [(made["id"], made["fields"])]
    assert talk(house.ann).get("/tasks?field.mood=dull").json()["items"] == []
    wrong = enter(talk, house.ann, fields={"staged": "x", "usual": "much"})
    assert {row["pointer"]: row["code"] for row in wrong.json()["errors"]} == {
        "/fields/staged": "FIELD_UNKNOWN",
        "/fields/usual": "FIELD_INVALID",
    }
    assert unequal(Subject.TASK) == 0


def test_what_is_needed_is_asked_for_when_it_is_completed_and_not_before(house: House, talk) -> None:
    make(talk, house.dina, required_from=NEEDED)
    task = make_task(house.ann)
    saved = talk(house.ann).patch(f"/tasks/{task.pk}", {"results": "So far"}, If_Match="1")
    assert saved.status_code == 200
    answer = talk(house.ann).post(f"/tasks/{task.pk}/complete", DONE)
    assert [(row["pointer"], row["code"]) for row in answer.json()["errors"]] == [
        ("/fields/mood", "FIELD_REQUIRED")
    ]
    with refused("FIELD_REQUIRED", "fields.mood"):
        complete(task, house.ann, fields={"mood": ""})
    done = talk(house.ann).post(f"/tasks/{task.pk}/complete", DONE | {"fields": {"mood": "Bright"}})
    assert (done.status_code, done.json()["fields"]) == (200, {"mood": "Bright"})


def test_answers_are_saved_as_progress_by_whoever_is_in_charge_on_the_version_that_was_seen(
    house: House, talk
) -> None:
    make(talk, house.dina)
    task = make_task(house.bob, user=house.ann.email)
    body = {"results": "So far", "fields": {"mood": "Dull"}}
    saved = talk(house.ann).patch(f"/tasks/{task.pk}", body, If_Match="1")
    assert (saved.json()["results"], saved.json()["fields"]) == ("So far", {"mood": "Dull"})
    stale = talk(house.ann).patch(f"/tasks/{task.pk}", {"fields": {"mood": "Late"}}, If_Match="1")
    assert (stale.status_code, stale.json()["code"]) == (409, "VERSION_STALE")
    assert list(anew(task).own_fields.values()) == ["Dull"]
    assert complete(task, house.ann, results="All").own_fields == anew(task).own_fields


def test_history_says_what_was_answered_and_what_was_changed(house: House, talk) -> None:
    name = f"own.{make(talk, house.dina)}"
    task = make_task(house.ann, lead=make_lead(house.ann), fields={"mood": "Dull"})
    assert own_texts(task, "made") == {f"{name}_to": '["text", "Dull"]'}
    actions.edit(task.pk, {"fields": {"mood": "Calm"}}, by=house.ann, at=NOON, version=1)
    was_and_is = {f"{name}_from": '["text", "Dull"]', f"{name}_to": '["text", "Calm"]'}
    assert own_texts(task, "progressed") == was_and_is
    complete(task, house.ann)
    assert own_texts(task, "completed") == {f"{name}_to": '["text", "Calm"]'}
    lines = talk(house.ann).get(f"/leads/{task.lead_id}/history").json()["items"]
    assert ("Calm" in str(lines), "Dull" in str(lines)) == (True, True)


def test_what_has_ended_keeps_its_answers_until_their_field_is_removed(house: House, talk) -> None:
    pk, other = make(talk, house.dina), make(talk, house.dina, "weather")
    done = complete(
        make_task(house.ann, lead=make_lead(house.ann), fields={"mood": "Dull", "weather": "wet"}), house.ann
    )
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Task.objects.filter(pk=done.pk).update(own_fields={str(pk): "Bright"})
    talk(house.dina).patch(f"/fields/{pk}", {"steps_only": True})
    assert talk(house.ann).get(f"/tasks/{done.pk}").json()["fields"]["mood"] == "Dull"
    planned, climate = make_task(house.ann, fields={"weather": "dry"}), make(talk, house.dina, "climate")
    assert talk(house.dina).post(f"/fields/{other}/copy", {"to": climate}).json()["copied"] == 1
    assert (anew(planned).own_fields[str(climate)], str(climate) in anew(done).own_fields) == ("dry", False)
    talk(house.dina).post(f"/fields/{pk}/retire")
    assert talk(house.dina).post(f"/fields/{pk}/purge", {"confirm": 1}).status_code == 200
    assert anew(done).own_fields == {str(other): "wet"}
    assert f"own.{pk}_to" not in own_texts(done, "completed")


def test_values_are_not_copied_to_where_half_of_the_tasks_would_not_have_them(house: House, talk) -> None:
    pk = make(talk, house.dina)
    staged = make(talk, house.dina, "staged", steps_only=True)
    answer = talk(house.dina).post(f"/fields/{pk}/copy", {"to": staged})
    assert (answer.status_code, "made by hand" in answer.text) == (422, True)


def test_an_answer_that_is_kept_to_be_given_again_forgets_a_removed_field(house: House, talk) -> None:
    pk = make(talk, house.dina)
    key = {"Idempotency_Key": "once"}
    body = {"subject": "Ask", "working_days": 3, "fields": {"mood": "Dull"}}
    made = talk(house.ann).post("/tasks", body, **key)
    assert "Dull" in made.text
    talk(house.dina).post(f"/fields/{pk}/retire")
    talk(house.dina).post(f"/fields/{pk}/purge", {"confirm": 1})
    assert talk(house.ann).post("/tasks", body, **key).json()["fields"] == {}


def test_amounts_are_known_and_given_by_who_may_know_amounts(house: House, talk) -> None:
    make(talk, house.dina, "budget", "money")
    lead = make_lead(house.ann)
    amount = {"budget": {"amount": "987.65", "currency": "EUR"}}
    task = complete(make_task(house.ann, lead=lead, fields=amount), house.ann)
    address = f"/leads/{lead.pk}/history"
    assert "987.65" in str(talk(house.ann).get(address).json())
    change_rights(house.bob, lead_see_deal="none")
    bob = type(house.bob).objects.get(pk=house.bob.pk)
    assert talk(bob).get(f"/tasks/{task.pk}").json()["fields"] == {}
    assert "987.65" not in str(talk(bob).get(address).json())
    assert enter(talk, bob, fields=amount).status_code == 403


def test_no_other_company_learns_of_a_field_or_an_answer(house: House, talk) -> None:
    change_rights(house.ann, user_manage="organisation")
    ann = type(house.ann).objects.get(pk=house.ann.pk)
    make(talk, ann, "own_secret")
    task = make_task(ann, lead=house.accepted(), fields={"own_secret": "hidden"})
    assert talk(ann).get(f"/tasks/{task.pk}").json()["fields"] == {"own_secret": "hidden"}
    assert talk(house.dina).get(f"/tasks/{task.pk}").status_code == 404
    assert "hidden" not in talk(house.dina).get(f"/leads/{task.lead_id}/history").text
    assert talk(house.dina).get("/tasks?field.own_secret=hidden").status_code == 400


def test_a_computed_field_follows_the_answers(house: House, talk) -> None:
    make(talk, house.dina, "hours", "integer")
    total = make(talk, house.dina, "minutes", "decimal", expression="hours * 60")
    task = make_task(house.ann, fields={"hours": 2})
    assert task.own_fields[str(total)] == "120"
    edited = actions.edit(task.pk, {"fields": {"hours": 3}}, by=house.ann, at=NOON, version=1)
    assert edited.own_fields[str(total)] == "180"
