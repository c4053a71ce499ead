"""Processes in a real browser: looked at with the keyboard, redrawn from a file, and published."""

import pytest
from playwright.sync_api import expect

from leadwright.people.models import User
from tests.diagrams.keeping import LONG, publish_diagram
from tests.makers import House, make_user

AT = "/company/settings/processes/"


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def test_a_box_of_the_picture_leads_to_its_step_with_the_keyboard(vera, visit):
    page = visit(f"{AT}standard-sale/", by=vera)
    page.get_by_role("link", name="Presentation").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#step-presentation")).to_be_in_viewport()
    assert page.url.endswith("#step-presentation")


def test_a_drawing_is_brought_published_and_looked_at(vera, visit, tmp_path):
    publish_diagram(vera)
    file = tmp_path / "long.bpmn"
    file.write_text(LONG)
    page = visit(f"{AT}short/", by=vera)
    page.get_by_label("Drawing (BPMN 2.0)").set_input_files(file)
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
    expect(page.locator(".figure.user")).to_have_count(2)
