"""What the steps of a process ask for: answered on their tasks, and needed before these are completed."""

from dataclasses import replace
from typing import Any

import pytest

from leadwright.diagrams.linting import faults_of
from leadwright.diagrams.questions import words_of_processes
from leadwright.fields import actions as fields
from leadwright.fields.models import OwnField
from leadwright.leads.models import Lead
from leadwright.processes.actions import post
from leadwright.tasks.models import Task
from tests.makers import NOON, House, change_rights, fresh, make_lead, qualify, refused
from tests.processes.conftest import complete, open_task, posted
from tests.processes.drawing import drawn, published, task
from tests.tasks.making import DONE


@pytest.fixture
def budget(house: House) -> OwnField:
    return make(house, "budget", "integer")


def make(house: House, key: str, kind: str = "text", **more: Any) -> OwnField:
    """Make a field of tasks that only steps ask for."""
    change_rights(house.dina, configuration_edit="all")
    body = {"subject": "task", "key": key, "kind": kind, "label": key.title(), "steps_only": True}
    return fields.make(body | more, by=house.dina, at=NOON)


def asking(name: str = "ask", **asks: str) -> Any:
    return replace(task(name), **asks)


def begun(house: House, *line: Any) -> Lead:
    published(drawn(*line))
    return posted(make_lead(house.ann), house, "drawn")


def test_a_task_asks_for_what_its_step_names_and_for_nothing_else(
    house: House, budget: OwnField, talk
) -> None:
    make(house, "mood", default="calm")
    make(house, "colour", steps_only=False)
    lead = begun(house, asking(fields="mood"), asking("then", fields="budget"))
    row = open_task(lead)
    assert talk(house.ann).get(f"/tasks/{row.pk}").json()["fields"] == {"mood": "calm"}
    body = {"fields": {"budget": 5, "colour": "red"}}
    wrong = talk(house.ann).patch(f"/tasks/{row.pk}", body, If_Match=str(row.version)).json()["errors"]
    assert {fault["pointer"] for fault in wrong} == {"/fields/budget", "/fields/colour"}
    complete(lead, house)
    assert (open_task(lead).asked_fields, open_task(lead).needed_fields) == ([budget.pk], [])


def test_what_a_step_needs_is_answered_before_it_is_done_and_the_process_stays(
    house: House, budget: OwnField, talk
) -> None:
    lead = begun(house, asking(required="budget"), task("then"))
    row = open_task(lead)
    address = f"/tasks/{row.pk}/complete"
    answer = talk(house.ann).post(address, DONE).json()
    assert [(fault["pointer"], fault["code"]) for fault in answer["errors"]] == [
        ("/fields/budget", "FIELD_REQUIRED")
    ]
    assert fresh(lead).steps == ["ask"]
    assert talk(house.ann).post(address, DONE | {"fields": {"budget": 5}}).json()["fields"] == {"budget": 5}
    assert fresh(lead).steps == ["then"]


def test_a_field_that_was_retired_or_removed_stops_no_process(house: House, budget: OwnField) -> None:
    gone = make(house, "mood")
    lead = begun(house, asking(required="budget mood"), asking("then", required="budget mood"))
    fields.retire(budget.pk, by=house.dina, at=NOON)
    fields.retire(gone.pk, by=house.dina, at=NOON)
    fields.purge(gone.pk, by=house.dina, at=NOON, confirm=True)
    complete(lead, house)
    assert open_task(lead).asked_fields == []
    assert complete(lead, house).own_fields == {}


def test_qualifying_does_not_complete_a_step_that_lacks_an_answer(
    house: House, budget: OwnField, talk
) -> None:
    lead = begun(house, asking(action="qualify", required="budget"), task("then"))
    row = open_task(lead)
    with refused("STEP_UNANSWERED"):
        qualify(lead, "opportunity", by=house.ann)
    assert fresh(lead).qualification != "OPPORTUNITY"
    talk(house.ann).patch(f"/tasks/{row.pk}", {"fields": {"budget": 5}}, If_Match=str(row.version))
    qualify(lead, "opportunity", by=house.ann)
    assert (fresh(lead).steps, Task.objects.get(pk=row.pk).own_fields) == (["then"], {str(budget.pk): 5})


def test_a_step_can_ask_for_the_fields_for_all_that_are_in_force(house: House, budget: OwnField) -> None:
    retired = make(house, "mood")
    fields.retire(retired.pk, by=house.dina, at=NOON)
    own = {"subject": "task", "key": "own_hint", "kind": "text", "label": "Hint"}
    fields.make(own, by=house.adm, at=NOON)
    assert words_of_processes().asked == {"budget"}
    faults = faults_of(drawn(asking(fields="budget mood own_hint")), words_of_processes())
    assert [(fault.code, fault.facts["field"]) for fault in faults] == [
        ("FIELD_UNKNOWN", "mood"),
        ("FIELD_UNKNOWN", "own_hint"),
    ]


def test_programs_read_what_the_steps_ask_for(house: House, budget: OwnField, talk) -> None:
    make(house, "mood")
    published(drawn(asking(fields="mood", required="budget")))
    (step,) = talk(house.ann).get("/diagrams/drawn").json()["steps"]
    assert (step["fields"], step["required_fields"]) == (["mood", "budget"], ["budget"])


def test_a_process_is_begun_once_and_asks_once(house: House, budget: OwnField) -> None:
    lead = begun(house, asking(fields="budget"))
    post(lead.pk, by=house.ann, at=NOON)
    assert open_task(lead).asked_fields == [budget.pk]
