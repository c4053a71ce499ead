"""A sale from the first call to a qualified opportunity: posted, drawn, and gone on with task by task, in a browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.leads.models import Lead
from leadwright.leads.states import State
from leadwright.processes.models import Instance
from leadwright.tasks.models import Task
from tests.browser.walking import more
from tests.files.attaching import pdf
from tests.makers import House, make_contact

STEPS = [
    "Initial contact",
    "Qualification",
    "Preparing and refining the offer",
    "Presentation",
    "Agreeing terms",
    "Preparing fulfilment",
    "Fulfilment",
]


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    """Give each test an empty store."""
    settings.FILES = str(tmp_path / "files")


def record_a_call(page: Any) -> None:
    """Record a call with Acme Holding."""
    page.goto("/activities/")
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_label("Kind", exact=True).select_option(label="Phone call")
    page.get_by_label("When").fill("2026-03-02T10:15")
    page.get_by_label("Subject").fill("20 printers")
    page.get_by_label("Details").fill("asks for 20 printers and installation")
    page.get_by_label("Add somebody by name").fill("acme")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Acme Holding").check()
    page.get_by_role("button", name="Save").last.click()


def make_it_a_lead(page: Any) -> Lead:
    """Make a lead of the call; it is the only one."""
    page.get_by_role("row", name="20 printers").get_by_role("link", name="20 printers").click()
    page.get_by_role("link", name="Make a lead").click()
    expect(page.get_by_label("Acme Holding")).to_be_checked()
    page.get_by_label("Description").fill("20 printers for the new office")
    page.get_by_role("button", name="Enter the lead").click()
    expect(page.get_by_text("The lead is entered, and the interaction belongs to it.")).to_be_visible()
    return Lead.objects.get()


def add_line(page: Any, words: str, amount: str, comment: str) -> None:
    """Add a line to the demand."""
    page.get_by_role("region", name="Primary demand").get_by_role("link", name="Add line").click()
    window = page.get_by_role("dialog")
    window.get_by_label("In words").fill(words)
    window.get_by_label("Amount").fill(amount)
    window.get_by_label("Comment").fill(comment)
    window.get_by_role("button", name="Add").last.click()
    expect(page.get_by_role("region", name="Primary demand")).to_contain_text(comment)


def make_it_ready(page: Any) -> None:
    """Say who takes part besides, who is responsible and what to keep in mind."""
    page.get_by_role("region", name="Contacts of this lead").get_by_role("link", name="Add Contact").click()
    window = page.get_by_role("dialog")
    window.get_by_text("Or enter a new contact").click()
    window.get_by_label("Name", exact=True).fill("Eva Janssens")
    window.get_by_label("E-mail").fill("eva@acme.example")
    window.get_by_role("button", name="Add").last.click()
    expect(page.get_by_role("region", name="Contacts of this lead")).to_contain_text("Eva Janssens")
    more(page, "Edit")
    page.get_by_label("Lead Owner").select_option(label="Ann")
    page.get_by_label("Comment").fill("Eva decides")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("complementary", name="About this lead")).to_contain_text("Eva decides")


def post(page: Any) -> None:
    """Post a lead as a standard sale."""
    more(page, "Post and begin the process")
    window = page.get_by_role("dialog")
    window.get_by_label("Kind of opportunity").select_option(label="Standard sale")
    window.get_by_role("button", name="Post").last.click()
    expect(page.get_by_text("The opportunity is posted.")).to_be_visible()


def look_at_the_flowchart(page: Any, current: str) -> None:
    """Expect seven steps in their order, each with its person and what it is to bring, and one as the current."""
    steps = page.get_by_role("region", name="Steps").get_by_role("listitem")
    expect(steps).to_have_count(len(STEPS))
    for step, name in zip(steps.all(), STEPS, strict=True):
        expect(step).to_contain_text(name)
        expect(step).to_contain_text("Ann ·")
    expect(page.locator("li[aria-current=step]")).to_have_count(1)
    expect(page.locator("li[aria-current=step]")).to_contain_text(current)


def attach_instructions(page: Any) -> None:
    """Attach a PDF to a task, and take it out again."""
    sheet = {"name": "rules.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("#files-add").set_input_files(sheet)
    page.get_by_role("button", name="Add files").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="rules.pdf", exact=True).click()
    assert Path(download.value.path()).read_bytes() == pdf()


def complete(page: Any) -> None:
    """Complete a task: first without saying anything, then as it is asked for."""
    page.get_by_label("Completed on").fill("")
    page.get_by_role("button", name="Completed").click()
    faults = page.get_by_role("form", name="Results").locator("[aria-invalid=true]")
    expect(faults).to_have_count(2)
    assert Task.objects.get(step="initial-contact").is_open
    page.get_by_role("textbox", name="Results").fill("Eva called: 20 printers until June.")
    page.get_by_label("Completed on").fill("2026-03-02")
    page.get_by_role("button", name="Completed").click()
    expect(page.get_by_text("The task is completed.")).to_be_visible()


def qualify(page: Any) -> None:
    """Qualify a lead as an opportunity by an update."""
    page.get_by_role("link", name="Update", exact=True).click()
    window = page.get_by_role("dialog")
    window.get_by_role("radio", name="Opportunity There is a project").check()
    window.get_by_role("button", name="Save").last.click()


def test_a_call_becomes_a_sale_that_goes_on_task_by_task(house: House, visit) -> None:
    make_contact(house.ann, name="Acme Holding")
    page = visit("/activities/", by=house.ann)
    record_a_call(page)
    lead = make_it_a_lead(page)
    expect(page.get_by_role("region", name="History")).to_contain_text("20 printers")
    make_it_ready(page)
    add_line(page, "20 printers", "8000", "black and white")
    add_line(page, "Installation", "500", "on a Saturday")
    expect(page.get_by_role("region", name="Primary demand")).to_contain_text("8,500")
    post(page)
    page.get_by_role("region", name="Standard sale").get_by_role("link", name="Flowchart").click()
    look_at_the_flowchart(page, "Initial contact")
    page.goto("/tasks/")
    page.get_by_role("link", name="Initial contact").click()
    attach_instructions(page)
    complete(page)
    lead.refresh_from_db()
    assert (lead.state, lead.steps, Instance.objects.count()) == (State.IN_PROGRESS, ["qualification"], 1)
    page.goto("/tasks/")
    expect(page.get_by_role("link", name="Initial contact")).to_have_count(0)
    expect(page.get_by_role("link", name="Qualification")).to_be_visible()
    page.goto(f"/leads/{lead.pk}/")
    qualify(page)
    expect(page.get_by_role("region", name="Standard sale")).to_contain_text(
        "Preparing and refining the offer"
    )
    page.get_by_role("link", name="Flowchart").click()
    look_at_the_flowchart(page, "Preparing and refining the offer")
