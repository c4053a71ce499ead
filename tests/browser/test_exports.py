"""A list is taken along as a file: by keyboard, in either format, and again without loading the page anew."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from leadwright.intake.reading.opening import read_table
from tests.makers import House, make_contact, make_lead


@pytest.mark.parametrize(("words", "end"), [("workbook (XLSX)", ".xlsx"), ("text file (CSV)", ".csv")])
@pytest.mark.parametrize(
    ("address", "width"), [("/leads/?owner=any", 390), ("/leads/?owner=any", 1280), ("/contacts/", 390)]
)
def test_a_list_is_taken_along_by_keyboard(
    house: House, visit, address: str, width: int, words: str, end: str
) -> None:
    make_lead(house.ann, contact=make_contact(house.ann, name="Acme"))
    page = visit(address, by=house.ann)
    page.set_viewport_size({"width": width, "height": 760})
    page.locator("summary", has_text="Export").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name=words)
    expect(button).to_be_in_viewport(ratio=1)
    button.focus()
    for _time in range(2):
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(end)
        assert len(read_table(Path(download.value.path()).read_bytes()).lines) == 1
