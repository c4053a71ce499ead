"""Processes in a real browser: looked at with the keyboard, redrawn from a file, and published."""

import re

import pytest
from playwright.sync_api import expect

from leadwright.diagrams.writing import write_diagram
from leadwright.people.models import User
from leadwright.web.settings.editor_words import TEXTS
from tests.browser.drawing import CANVAS, Canvas
from tests.diagrams.keeping import LONG, publish_diagram
from tests.diagrams.making import process
from tests.makers import House, make_user
from tests.test_house_rules import ROOT

AT = "/company/settings/processes/"
MAIL = {"message": "mail"}
ALL_KINDS = (
    "start > a",
    "a > x",
    "x > p1 if 1 = 1",
    "x > end by default",
    "p1 > mail",
    "p1 > timer",
    "timer > run",
)
JOINED = ("mail > p2", "run > p2", "p2 > end2")


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


def test_what_a_step_waits_for_and_what_a_task_is_to_the_product_is_said_beside_the_drawing(vera, visit):
    row = publish_diagram(vera, bpmn=write_diagram(process("start > a", "a > mail", "mail > end", mail=MAIL)))
    page = visit(f"{AT}short/draw/", by=vera)
    step(page, "mail").click()
    expect(page.get_by_label("Waits for the message")).to_have_value("mail")
    page.get_by_label("Waits for the message").fill("letter")
    step(page, "a").click()
    page.get_by_label("Step of the product").fill("qualify")
    page.keyboard.press("Tab")
    expect(drawing(page)).to_have_value(re.compile('name="letter"'))
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("which never comes")).to_be_visible()
    drawn = row.draft.process().by_id
    assert (drawn["mail"].message, drawn["a"].action) == ("letter", "qualify")


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


def in_dutch(user: User) -> User:
    """Let somebody read Dutch."""
    User.objects.filter(pk=user.pk).update(language="nl")
    return user


def test_the_editor_speaks_the_language_of_whoever_draws(vera, visit):
    publish_diagram(vera)
    page = visit(f"{AT}short/draw/", by=in_dutch(vera))
    canvas = Canvas(page)
    titles = page.locator(".djs-palette .entry").evaluate_all("rows => rows.map(row => row.ariaLabel)")
    assert {"Splitsing maken", "Taak maken", "Lasso: meerdere elementen kiezen"} <= set(titles)
    assert not [title for title in titles if re.match(r"(Create|Activate)\b", title)]
    canvas.choose("a")
    expect(page.get_by_title("Taak erachter zetten")).to_be_visible()
    page.get_by_title("Element veranderen").click()
    expect(page.locator(".djs-popup").get_by_text("Handmatige taak")).to_be_visible()


def test_the_editor_asks_for_no_text_that_it_is_not_given(vera, visit):
    bpmn = write_diagram(process(*ALL_KINDS, *JOINED, mail=MAIL, run={"action": "notify-owner"}))
    publish_diagram(vera, bpmn=bpmn)
    page = visit("/", by=vera)
    unknown: list[str] = []
    page.on("console", lambda said: unknown.append(said.text) if "no words for" in said.text else None)
    page.goto(f"{AT}short/draw/")
    canvas = Canvas(page)
    for name in ("start", "a", "x", "p1", "mail", "timer", "run", "end"):
        canvas.choose(name)
        canvas.press("Change element")
        expect(page.locator(".djs-popup .entry").first).to_be_visible()
    canvas.choose_flow(canvas.flow("x", "p1"))
    canvas.press("Change element")
    page.keyboard.press("Escape")
    page.mouse.click(*canvas.empty)
    page.keyboard.press("Control+a")
    page.get_by_title("Align elements").click()
    expect(page.locator(".djs-popup .entry").first).to_be_visible()
    page.keyboard.press("Escape")
    canvas.create("Create pool/participant", 700, 500)
    canvas.press("Change element")
    page.mouse.click(*canvas.empty)
    expect(page.locator(".djs-popup")).to_have_count(0)
    page.keyboard.press("Control+f")
    expect(page.get_by_label("Search in diagram")).to_be_visible()
    assert unknown == []


def test_each_text_of_the_editors_source_is_in_the_dictionary():
    """What the editor can ask for at all, as far as its source says it in one piece."""
    texts = set()
    for folder in ("bpmn-js", "diagram-js"):
        for path in (ROOT / "node_modules" / folder / "lib").rglob("*.js"):
            source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
            texts.update(re.findall(r"\btranslate\(\s*'([A-Za-z][^']*)'\s*[,)]", source))
            if path.name in ("PopupEntries.js", "ReplaceOptions.js"):
                texts.update(re.findall(r"^\s*label: '([^']+)'", source, re.MULTILINE))
    assert len(texts) > 100
    assert texts - set(TEXTS) == set()


def test_the_drawing_lies_beside_the_palette(vera, visit):
    page = visit(f"{AT}standard-sale/draw/", by=vera)
    first = page.locator(f'{CANVAS} [data-element-id="start"]').first
    palette = page.locator(".djs-palette").bounding_box()
    assert first.bounding_box()["x"] >= palette["x"] + palette["width"]
