"""Processes in a real browser: looked at with the keyboard, redrawn from a file, and published."""

import re

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


def step(page, name: str):
    """Return a shape on the canvas."""
    return page.locator(f'[data-element-id="{name}"] .djs-hit').first


def drawing(page):
    """Return the field in which the drawing stands as it is sent."""
    return page.locator("textarea[name=bpmn]")


def test_a_step_is_drawn_with_the_mouse_said_more_about_and_saved(vera, visit):
    row = publish_diagram(vera)
    page = visit(f"{AT}short/draw/", by=vera)
    step(page, "a").click()
    page.get_by_title("Append task").click()
    page.keyboard.press("Escape")
    page.locator("#process-canvas .djs-element.selected").first.wait_for()
    page.get_by_label("Kind").select_option(label="Task")
    page.get_by_label("In charge").fill("owner")
    page.get_by_label("Name", exact=True).fill("Ask once more")
    page.keyboard.press("Tab")
    expect(drawing(page)).to_have_value(re.compile("Ask once more"))
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    drawn = next(element for element in row.draft.process().elements if element.name == "Ask once more")
    assert (drawn.kind, drawn.role) == ("user", "owner")
    expect(page.get_by_text("Ask once more").first).to_be_visible()


def test_what_a_step_says_is_written_beside_the_drawing(vera, visit):
    row = publish_diagram(vera)
    page = visit(f"{AT}short/draw/", by=vera)
    step(page, "a").click()
    expect(page.get_by_label("In charge")).to_have_value("owner")
    page.get_by_label("Deliverable").fill("An offer")
    page.get_by_label("Due after").fill("P5D")
    page.get_by_label("Instructions").fill("Ask first.")
    page.keyboard.press("Tab")
    expect(drawing(page)).to_have_value(re.compile("Ask first.*</bpmn:documentation>"))
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    a = row.draft.process().by_id["a"]
    assert (a.deliverable, a.days, a.instructions, a.role) == ("An offer", 5, "Ask first.", "owner")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_mark_of_the_editor_stays_in_sight_and_nothing_lies_on_it(vera, visit, width):
    page = visit(f"{AT}standard-sale/draw/", by=vera)
    page.set_viewport_size({"width": width, "height": 900})
    mark = page.locator("a.bjs-powered-by")
    mark.scroll_into_view_if_needed()
    expect(mark).to_be_visible()
    at_its_middle = """(mark) => {
      const box = mark.getBoundingClientRect();
      const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return mark.contains(seen);
    }"""
    assert mark.evaluate(at_its_middle)
    assert page.locator(".menu.new").is_visible() == (width > 720)
