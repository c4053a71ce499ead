"""A day of somebody who sells, on the phone: call, log, next step, mail, appointment, photo, done."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.files.models import File
from leadwright.foundation.clock import now
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from tests.browser.test_accessibility import PHONE
from tests.communication.saying import make_template
from tests.files.attaching import png
from tests.makers import House, fresh, make_contact, qualify

DONE = ActivityState.COMPLETED


# A browser under test has no program for telephone numbers, and takes no more clicks once it has asked for some.
NO_PROGRAM = """
document.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='tel:']")) event.preventDefault();
});
"""


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    """Give each test an empty store."""
    settings.FILES = str(tmp_path / "files")


@pytest.fixture
def lead(house: House) -> Lead:
    """Return a qualified lead of Ann's about somebody with a telephone and an address."""
    more = {"name": "Eva Janssens", "email": "eva@janssens.example", "phone": "+3225550818"}
    eva = make_contact(house.dina, kind="person", **more)
    return qualify(house.accepted(at=now(), contact=eva), "opportunity", by=house.ann, at=now())


@pytest.fixture
def phone(house: House, lead: Lead, visit) -> Page:
    """Return the page of the lead on Ann's phone."""
    page = visit("/", by=house.ann)
    page.set_viewport_size(PHONE)
    page.add_init_script(NO_PROGRAM)
    page.goto(f"/leads/{lead.pk}/")
    return page


def test_a_day_of_a_lead_from_the_first_call_to_done(lead: Lead, phone: Page, house: House) -> None:
    _call(phone)
    _plan(phone)
    _write(phone, make_template(house.adm, label="Thanks"))
    _photograph(phone)
    _finish(phone)
    states = Activity.objects.filter(lead=lead).order_by("pk").values_list("kind__code", "state")
    assert list(states)[:2] == [("call", DONE), ("appointment", DONE)]
    assert fresh(lead).next_activity_at is not None
    assert Message.objects.get(address="eva@janssens.example").text.startswith("Dear Eva Janssens")
    assert File.objects.get().name == "front.png"
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert Axe().run(phone).response["violations"] == []


def _call(page: Page) -> None:
    page.locator(".reach-bar").get_by_text("Call").click()
    dialog = page.locator("dialog[open]")
    expect(dialog.get_by_label("Kind", exact=True)).to_have_value("call")
    dialog.get_by_label("Notes for the lead").fill("Wants the third site")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("#history")).to_contain_text("Wants the third site")


def _plan(page: Page) -> None:
    composer = page.locator(".composer")
    composer.get_by_text("Activity", exact=True).click()
    composer.get_by_label("Kind").select_option("appointment")
    composer.get_by_label("When").fill(f"{now() + timedelta(days=1):%Y-%m-%dT10:00}")
    composer.get_by_label("Subject").first.fill("Walk through the warehouse")
    composer.get_by_role("button", name="Plan").click()
    expect(page.locator("#next")).to_contain_text("Walk through the warehouse")


def _write(page: Page, template: object) -> None:
    composer = page.locator(".composer")
    composer.get_by_text("Mail", exact=True).click()
    composer.get_by_role("link", name="Templates and all fields").click()
    page.get_by_label("Template").select_option(label=str(getattr(template, "label", "")))
    page.get_by_role("button", name="Use the template").click()
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The mail is on its way.")).to_be_visible()


def _photograph(page: Page) -> None:
    page.locator(".composer").get_by_text("File", exact=True).click()
    picture = {"name": "front.png", "mimeType": "image/png", "buffer": png(90, 40)}
    page.locator("#files-photo").set_input_files(picture)
    expect(page.locator("#files li")).to_contain_text("front.png")


def _finish(page: Page) -> None:
    page.locator("#next").get_by_role("link", name="Done").click()
    page.locator("dialog[open]").get_by_role("button", name=re.compile("again in 3 days")).click()
    expect(page.locator("#next")).not_to_contain_text("10:00")
