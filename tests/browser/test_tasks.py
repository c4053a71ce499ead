"""A task from new to completed with the keyboard alone, and without script, at a desk and on the phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leadwright.foundation.clock import now
from leadwright.tasks.models import Task
from leadwright.tasks.states import TaskState
from tests.browser.test_accessibility import PHONE
from tests.makers import House, make_lead
from tests.tasks.making import make_task

DESK = {"width": 1280, "height": 900}


def press(page: Any, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def focus(page: Any, name: str, *, role: str = "link") -> None:
    """Walk with the tab key until something has the focus, at most through the whole page."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _ in range(80):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        press(page, "Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def test_a_task_goes_from_new_to_completed_by_keyboard_alone(house: House, visit) -> None:
    page = visit("/leads/", by=house.ann)
    press(page, "g", "t")
    focus(page, "New task")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="New task")).to_be_visible()
    page.get_by_label("What is to be done?").focus()
    page.keyboard.type("Prepare the offer")
    page.get_by_label("Or within so many working days").focus()
    page.keyboard.type("3")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Prepare the offer")).to_be_visible()
    page.locator("[name=results]").focus()
    page.keyboard.type("Offer v2 is sent.")
    focus(page, "Completed", role="button")
    press(page, "Enter")
    expect(page.get_by_text("The task is completed.")).to_be_visible()
    task = Task.objects.get()
    assert (task.state, task.results) == (TaskState.COMPLETED, "Offer v2 is sent.")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_my_tasks_and_a_task_have_no_barrier_and_fit(house: House, visit, size: dict[str, int]) -> None:
    lead = make_lead(house.ann, at=now())
    make_task(house.ann, lead=lead, subject="Call Ines about the end of the lease")
    task = make_task(house.ann, lead=lead, importance="high", instructions="Ask Eva first.")
    make_task(house.ann, user=house.bob.email, subject="Check the credit")
    for address in ("/tasks/", f"/tasks/{task.pk}/", f"/leads/{lead.pk}/"):
        page = visit(address, by=house.ann)
        page.set_viewport_size(size)
        assert Axe().run(page).response["violations"] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
