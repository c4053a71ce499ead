"""Files on the page of a lead: chosen, dropped, looked at, handed out, deleted; also without JavaScript."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leadwright.files.models import File
from leadwright.files.previewing import make_previews
from leadwright.foundation.clock import now
from tests.browser.conftest import enter
from tests.files.attaching import TEXT, attach, png
from tests.makers import House, make_lead

DROP = """
([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  const form = document.querySelector("form[data-files]");
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    """Give each test an empty store."""
    settings.FILES = str(tmp_path / "files")


def test_a_file_is_added_seen_handed_out_and_deleted(house: House, visit) -> None:
    lead = make_lead(house.ann, at=now())
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    sheet = {"name": "offer.txt", "mimeType": "text/plain", "buffer": TEXT}
    page.locator(".composer").get_by_text("File", exact=True).click()
    page.locator("#files-add").set_input_files([sheet, sheet | {"name": "photo.png", "buffer": png(90, 40)}])
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("#files li")).to_have_count(2)
    make_previews(limit=5)
    page.reload()
    expect(page.locator("#files img.thumb")).to_have_js_property("naturalWidth", 90)
    with page.expect_download() as download:
        page.get_by_role("link", name="offer.txt", exact=True).click()
    assert Path(download.value.path()).read_bytes() == TEXT
    assert download.value.suggested_filename == "offer.txt"
    page.get_by_role("link", name="Delete offer.txt").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#files li")).to_have_count(1)


def test_a_dropped_file_is_added_and_one_that_is_too_large_is_told_before_it_is_sent(
    house: House, visit, settings
) -> None:
    settings.FILE_LIMIT = 1000
    lead = make_lead(house.ann, at=now())
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.evaluate(DROP, ["dropped.txt", "hello"])
    expect(page.locator("#files li")).to_contain_text("dropped.txt")
    page.evaluate(DROP, ["large.txt", "x" * 2000])
    expect(page.locator("#files-add:invalid")).to_have_count(1)
    assert File.objects.count() == 1


def test_a_file_is_added_without_javascript(house: House, chromium, live) -> None:
    lead = make_lead(house.ann, at=now())
    plain = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False)
    page = plain.new_page()
    enter(page, house.ann)
    page.goto(f"/leads/{lead.pk}/")
    page.locator(".composer").get_by_text("File", exact=True).click()
    page.locator("#files-add").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": TEXT})
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("#files li")).to_contain_text("a.txt")
    plain.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_a_photo_can_be_taken_and_axe_has_nothing_to_say(house: House, visit, scheme: str) -> None:
    lead = make_lead(house.ann, at=now())
    attach(lead, house.ann, "a-long-name-of-a-file-" * 8 + ".txt")
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".composer").get_by_text("File", exact=True).click()
    expect(page.get_by_text("Take a photo")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page, context="main").response["violations"] == []
