"""A file of leads in a real browser: tried out, looked at, brought in, with script and without."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leadwright.leads.models import Lead
from tests.browser.conftest import sign_in
from tests.intake.bringing import BROKEN, DEALS, English


@pytest.fixture
def files(tmp_path: Path) -> English:
    """Return a file with three beside it, on disk; one of its lines cannot be read."""
    folder = English(tmp_path)
    folder.put(DEALS + BROKEN)
    return folder


def put_up(page: Page, files: English) -> None:
    page.goto("/leads/")
    page.get_by_role("link", name="Import").click()
    page.get_by_label("File with the leads").set_input_files(files.main)
    page.get_by_label("Files that belong to it").set_input_files(sorted(files.folder.glob("?.csv")))
    page.get_by_role("button", name="Try out").click()
    expect(page.get_by_role("heading", name="What would be brought in")).to_be_visible()


def test_a_file_is_tried_out_and_brought_in(house, visit, files):
    page = visit("/", by=house.dina)
    put_up(page, files)
    expect(page.get_by_role("row", name="Engaging")).to_contain_text("2")
    expect(page.get_by_text("the mapping does not know “Sleeping”")).to_be_visible()
    assert not Lead.objects.exists()
    page.get_by_role("button", name="Bring in 6 leads").click()
    expect(page.get_by_text("The leads are brought in.")).to_be_visible()
    page.get_by_role("link", name="reason for losing it").click()
    expect(page.locator("#counted")).to_contain_text("1 lead ")
    assert Lead.objects.count() == 6


def test_a_file_is_thrown_away_without_script(house, chromium, live, files):
    context = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, house.dina)
    put_up(page, files)
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_text("nothing was brought in")).to_be_visible()
    context.close()
    assert not Lead.objects.exists()
