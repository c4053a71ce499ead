"""A file of leads in a real browser: tried out, put right, brought in and taken back, with script and without."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leadwright.intake.models import Import
from leadwright.leads.models import Lead
from tests.browser.conftest import sign_in
from tests.intake.bringing import BROKEN, DEALS, English, worked_off


@pytest.fixture
def files(tmp_path: Path) -> English:
    """Return a file with three beside it, on disk; one of its lines cannot be read."""
    folder = English(tmp_path)
    folder.put(DEALS + BROKEN)
    return folder


def put_up(page: Page, files: English) -> None:
    page.goto("/leads/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("File with the leads").set_input_files(files.main)
    page.get_by_label("Files that belong to it").set_input_files(sorted(files.folder.glob("?.csv")))
    page.get_by_role("button", name="Try out", exact=True).click()
    with_worker(page)
    expect(page.get_by_role("heading", name="What would be brought in", exact=True)).to_be_visible()


def with_worker(page: Page) -> None:
    """Let a worker do what was asked for, once that was heard; the page looks again by itself."""
    expect(page.get_by_role("progressbar", name="How far it is")).to_be_visible()
    worked_off(None)
    expect(page.get_by_role("progressbar", name="How far it is")).to_have_count(0)


def press(page: Page, name: str) -> None:
    """Press a button, and let a worker do what it asks for."""
    page.get_by_role("button", name=name, exact=True).click()
    with_worker(page)


def test_a_file_is_tried_out_brought_in_and_taken_back(house, visit, files):
    page = visit("/", by=house.dina)
    put_up(page, files)
    expect(page.get_by_role("row", name="Engaging")).to_contain_text("2")
    expect(page.get_by_text("the mapping does not know “Sleeping”")).to_be_visible()
    assert not Lead.objects.exists()
    press(page, "Bring in 6 rows")
    page.get_by_role("link", name="reason for losing it").click()
    expect(page.locator("#counted")).to_contain_text("1 lead ")
    page.goto(f"/leads/import/{Import.objects.latest('pk').pk}/")
    press(page, "Take back")
    expect(page.get_by_text("This import was taken back.")).to_be_visible()
    assert not Lead.objects.exists()


def test_a_row_is_put_right_with_keys_alone(house, visit, files):
    page = visit("/", by=house.dina)
    put_up(page, files)
    page.get_by_role("link", name="Look at the rows", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Put right line 8", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("deal_stage").fill("Won")
    page.keyboard.press("Enter")
    with_worker(page)
    expect(page.get_by_role("button", name="Bring in 7 rows", exact=True)).to_be_visible()


def test_a_file_is_thrown_away_without_script(house, chromium, live, files):
    context = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, house.dina)
    put_up(page, files)
    page.get_by_role("button", name="Throw away", exact=True).click()
    expect(page.get_by_text("nothing was brought in")).to_be_visible()
    context.close()
    assert not Lead.objects.exists()
