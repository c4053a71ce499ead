"""The own fields of tasks on pages: made, asked for in the results, answered, read, and found by."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from leadwright.diagrams.writing import write_diagram
from leadwright.fields import actions as fields
from leadwright.fields.models import OwnField
from leadwright.tasks.states import TaskState
from tests.diagrams.keeping import make_diagram
from tests.diagrams.making import process
from tests.makers import NOON, House, change_rights, make_lead
from tests.processes.conftest import open_task, posted
from tests.processes.drawing import drawn, published, task
from tests.tasks.making import anew, complete, make_task

FORM = {"label_en": "Mood", "subject": "task", "kind": "text", "owner": "all", "sees": "both"}
END = {"act": "complete", "completed_on": "2026-03-02"}


@pytest.fixture
def ann(house: House, enter: Callable[..., Client]) -> Client:
    return enter(house.ann)


@pytest.fixture
def maker(house: House) -> Callable[..., OwnField]:
    """Return what makes a field of tasks that is needed before one is completed."""
    change_rights(house.dina, configuration_edit="all")

    def make(key: str = "mood", **more: Any) -> OwnField:
        data = {"subject": "task", "key": key, "kind": "text", "label": key.title()}
        return fields.make(data | {"required_from": ["COMPLETED"]} | more, by=house.dina, at=NOON)

    return make


def test_a_field_of_steps_is_made_and_changed_on_its_page(house: House, enter: Callable[..., Client]) -> None:
    change_rights(house.dina, configuration_edit="all")
    page = enter(house.dina)
    assert page.post("/company/fields/new/", FORM | {"steps_only": "on", "needed": "on"}).status_code == 303
    field = OwnField.objects.get()
    assert (field.is_of_steps, field.required_from, field.sees) == (True, ["COMPLETED"], "both")
    assert "steps of processes alone" in page.get("/company/fields/").text
    assert 'name="sees"' not in page.get(f"/company/fields/{field.pk}/").text
    assert page.post(f"/company/fields/{field.pk}/", {"label_en": "Mood", "version": "1"}).status_code == 303
    field.refresh_from_db()
    assert (field.is_of_steps, field.required_from) == (False, [])


def test_completing_asks_for_what_is_needed_and_keeps_what_was_typed(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker()
    maker("size", required_from=[])
    row = make_task(house.ann)
    sent = END | {"results": "as typed", "fields.mood": "", "fields.size": "huge"}
    answer = ann.post(f"/tasks/{row.pk}/results/", sent)
    assert (answer.status_code, "id_fields.mood_error" in answer.text) == (422, True)
    assert ("as typed" in answer.text, 'value="huge"' in answer.text) == (True, True)
    assert anew(row).state == TaskState.OPEN
    assert ann.post(f"/tasks/{row.pk}/results/", sent | {"fields.mood": "Bright"}).status_code == 303
    page = ann.get(f"/tasks/{row.pk}/").text
    assert ("Bright" in page, "huge" in page, 'name="fields.mood"' in page) == (True, True, False)


def test_progress_is_saved_without_what_is_needed_and_shown_again(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker()
    maker("size", required_from=[])
    row = make_task(house.ann)
    saved = ann.post(f"/tasks/{row.pk}/results/", {"act": "save", "results": "", "fields.size": "huge"})
    assert (saved.status_code, anew(row).version) == (303, 2)
    page = ann.get(f"/tasks/{row.pk}/").text
    assert ('value="huge"' in page, "Saved on" in page, "before the task is completed" in page) == (
        True,
        True,
        True,
    )


def test_two_who_save_at_once_lose_no_answer(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker()
    maker("size")
    row = make_task(house.ann)
    address = f"/tasks/{row.pk}/results/"
    from_page = ann.get(f"/tasks/{row.pk}/").text
    base = from_page.split('name="base" value="', 1)[1].split('"', 1)[0].replace("&#34;", '"')
    base = base.replace("&quot;", '"')
    ann.post(address, {"act": "save", "results": "", "fields.mood": "Dull", "base": base})
    ann.post(address, {"act": "save", "results": "", "fields.mood": "", "fields.size": "huge", "base": base})
    assert sorted(anew(row).own_fields.values()) == ["Dull", "huge"]


def test_who_only_reads_a_task_sees_the_answers(
    house: House, enter: Callable[..., Client], maker: Callable[..., OwnField]
) -> None:
    maker()
    row = make_task(house.ann, lead=make_lead(house.ann, owner=house.bob.email), fields={"mood": "Bright"})
    change_rights(house.bob, task_edit="none")
    page = enter(house.bob).get(f"/tasks/{row.pk}/").text
    assert ("Bright" in page, 'name="fields.mood"' in page) == (True, False)


def test_the_history_of_a_task_on_a_lead_says_that_a_value_was_copied(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    start, end = maker(), maker("feeling")
    row = make_task(house.ann, lead=make_lead(house.ann), fields={"mood": "Bright"})
    fields.copy(start.pk, to=end.pk, by=house.dina, at=NOON)
    page = ann.get(f"/tasks/{row.pk}/").text
    assert ("Value copied into another field" in page, 'value="Bright"' in page) == (True, True)


def test_all_tasks_are_narrowed_by_an_answer(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker(filterable=True)
    make_task(house.ann, subject="Sunny one", fields={"mood": "Bright"})
    complete(make_task(house.ann, subject="Rainy one"), house.ann, fields={"mood": "Dull"})
    page = ann.get("/tasks/all/?field.mood=bright").text
    assert ("Sunny one" in page, "Rainy one" in page) == (True, False)


def test_a_step_shows_what_it_asks_for_on_its_task_and_in_the_flowchart(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker("budget", steps_only=True, required_from=[])
    maker("colour")
    published(drawn(replace(task("ask"), required="budget")))
    lead = posted(make_lead(house.ann), house, "drawn")
    page = ann.get(f"/tasks/{open_task(lead).pk}/").text
    assert ('name="fields.budget"' in page, "fields.colour" in page) == (True, False)
    assert "Asks for: Budget" in ann.get(f"/leads/{lead.pk}/process/").text
    answer = ann.post(f"/tasks/{open_task(lead).pk}/results/", END | {"results": "Done"})
    assert (answer.status_code, "id_fields.budget_error" in answer.text) == (422, True)


def test_a_process_names_the_step_whose_field_nobody_knows(
    house: House, enter: Callable[..., Client], maker: Callable[..., OwnField]
) -> None:
    maker("budget")
    bpmn = write_diagram(process("start > a", "a > end", a={"fields": "budget mood"}))
    make_diagram(house.dina, bpmn=bpmn)
    page = enter(house.dina).get("/company/settings/processes/short/").text
    assert ("asks for “mood”" in page, "asks for “budget”" in page) == (True, False)
    editor = enter(house.dina).get("/company/settings/processes/short/draw/").text
    assert 'data-asked="budget"' in editor
