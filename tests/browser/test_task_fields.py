"""Questions of a step in a real browser: drawn, asked on its task, answered, and read when it is completed."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leadwright.diagrams.writing import write_diagram
from leadwright.fields.actions import make
from leadwright.leads.models import OpportunityKind
from leadwright.people.models import User
from leadwright.tasks.models import Task
from leadwright.tasks.states import TaskState
from tests.browser.test_accessibility import PHONE
from tests.browser.test_processes import AT, drawing, step
from tests.diagrams.keeping import make_diagram, publish_diagram
from tests.diagrams.making import process
from tests.makers import NOON, House, make_lead, make_user
from tests.processes.conftest import posted

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation, who has made two fields that only steps ask for."""
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    for key, kind, label in (("budget", "integer", "Budget"), ("taste", "text", "Taste")):
        data = {"subject": "task", "key": key, "kind": kind, "label": label, "steps_only": True}
        make(data, by=vera, at=NOON)
    return vera


def asked(house: House, vera: User) -> Task:
    """Return the task of a step that asks for both fields, one of them needed."""
    asks = {"name": "Meet them", "fields": "taste", "required": "budget"}
    publish_diagram(vera, bpmn=write_diagram(process("start > a", "a > end", a=asks)))
    OpportunityKind.objects.create(code="short", labels={"en": "Short"}, kind="process", diagram="short")
    return Task.objects.get(lead=posted(make_lead(house.ann), house, "short"))


def test_what_a_step_asks_for_is_answered_before_its_task_is_completed(
    house: House, vera: User, visit
) -> None:
    task = asked(house, vera)
    page = visit(f"/tasks/{task.pk}/", by=house.ann)
    page.locator("[name=results]").fill("They come again.")
    page.get_by_label("Taste").fill("Oak")
    page.get_by_role("button", name="Completed").click()
    fault = page.locator('[id="id_fields.budget_error"]')
    expect(fault).to_contain_text("Budget")
    expect(page.locator("[name=results]")).to_have_value("They come again.")
    expect(page.get_by_label("Taste")).to_have_value("Oak")
    page.get_by_label("Budget").fill("5000")
    page.get_by_role("button", name="Completed").click()
    expect(page.get_by_text("The task is completed.", exact=True)).to_be_visible()
    task.refresh_from_db()
    assert (task.state, sorted(map(str, task.own_fields.values()))) == (TaskState.COMPLETED, ["5000", "Oak"])
    page.goto(f"/tasks/{task.pk}/")
    answers = page.get_by_role("region", name="Own fields")
    expect(answers.get_by_text("Oak")).to_be_visible()
    expect(answers.get_by_text(re.compile("5.?000"))).to_be_visible()
    expect(page.locator('[name="fields.budget"]')).to_have_count(0)


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_questions_of_a_task_have_no_barrier_and_fit(
    house: House, vera: User, visit, size: dict[str, int]
) -> None:
    page = visit(f"/tasks/{asked(house, vera).pk}/", by=house.ann)
    page.set_viewport_size(size)
    assert Axe().run(page).response["violations"] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_what_a_step_asks_for_is_chosen_beside_the_drawing(house: House, vera: User, visit) -> None:
    row = publish_diagram(vera)
    page: Any = visit(f"{AT}short/draw/", by=vera)
    step(page, "a").click()
    page.get_by_label("Taste").select_option("asked for")
    page.get_by_label("Budget").select_option("must be answered")
    expect(drawing(page)).to_have_value(re.compile('lw:fields.required="budget"'))
    step(page, "start").click()
    expect(page.get_by_label("Taste")).to_be_hidden()
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_text("Asks for: Budget (must be answered), Taste")).to_be_visible()
    drawn = row.draft.process().by_id["a"]
    assert (drawn.asked, drawn.needed) == (("budget", "taste"), ("budget",))


def test_a_field_that_is_unknown_stays_in_sight_until_it_is_taken_out(
    house: House, vera: User, visit
) -> None:
    bpmn = write_diagram(process("start > a", "a > end", a={"fields": "taste colour"}))
    make_diagram(vera, bpmn=bpmn)
    page: Any = visit(f"{AT}short/draw/", by=vera)
    step(page, "a").click()
    unknown = page.get_by_label("colour (unknown or retired)")
    expect(unknown).to_have_value("asked")
    unknown.select_option("not asked for")
    expect(drawing(page)).to_have_value(re.compile('lw:fields="taste"'))
    expect(unknown).to_have_count(0)
