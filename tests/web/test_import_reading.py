"""How a file is read can be seen and changed on its page; what had to be assumed is said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leadwright.intake.models import Import
from leadwright.leads.models import Lead
from tests.intake.bringing import DEALS, worked_off
from tests.intake.workbook import row, workbook
from tests.makers import House
from tests.web.sheets import sheets_in

CYRILLIC = DEALS.replace("Quiet Mill", "Привет")


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def desk(house, enter) -> Client:
    return enter(house.dina)


def put_up(desk: Client, content: bytes, name: str = "deals.csv") -> str:
    """Put a file up, and return the address of its page."""
    file = SimpleUploadedFile(name, content)
    return worked_off(desk.post("/leads/import/", {"file": file, "currency": "EUR"})).headers["Location"]


def read_anew(desk: Client, at: str, **changes: object):
    """Send the form of how the file is read, changed."""
    sheet = next(row for row in sheets_in(desk.get(at).text) if row.action.endswith("/reading/"))
    return worked_off(desk.post(sheet.action, sheet.sent(**changes)))


def test_letters_of_another_code_page_are_seen_chosen_and_brought_in(desk):
    at = put_up(desk, CYRILLIC.encode("windows-1251"))
    page = desk.get(at).text
    assert ("does not tell how it is encoded" in page, "Ïðèâåò" in page) == (True, True)
    assert read_anew(desk, at, encoding="windows-1251").status_code == 303
    assert "Привет" in desk.get(at).text
    worked_off(desk.post(f"{at}bring-in/"))
    assert set(Lead.objects.exclude(contact=None).values_list("contact__name", flat=True)) >= {"Привет"}


def test_a_reading_with_which_the_file_is_no_longer_known_can_be_taken_back(desk):
    at = put_up(desk, DEALS.encode())
    read_anew(desk, at, separator="|")
    assert "read as a single column" in desk.get(at).text
    read_anew(desk, at, separator=",")
    assert (Import.objects.get().state, Import.objects.get().counts["new"]) == ("checked", 6)


def test_a_workbook_is_brought_in_as_a_file_of_rows_is(desk):
    rows = [line.split(",") for line in DEALS.splitlines()]
    book = workbook(Notes=row(1, "x"), Deals="".join(row(n, *cells) for n, cells in enumerate(rows, 1)))
    at = put_up(desk, book, name="deals.xlsx")
    assert read_anew(desk, at, sheet="Deals").status_code == 303
    worked_off(desk.post(f"{at}bring-in/"))
    assert Lead.objects.count() == 6


def test_a_mark_that_never_closes_and_lines_above_the_headings_are_said(desk):
    text = "Deals\n" + DEALS.replace(",Quiet Mill,Lost", ',"Quiet Mill,Lost')
    page = desk.get(put_up(desk, text.encode())).text
    assert ("1 line above the headings" in page, "on lines 5." in page) == (True, True)


def test_a_file_of_another_kind_is_refused_by_its_kind_and_nothing_is_kept(desk):
    file = SimpleUploadedFile("deals.csv", b"%PDF-1.7")
    answer = worked_off(desk.post("/leads/import/", {"file": file, "currency": "EUR"}))
    assert (answer.status_code, "a PDF" in answer.text, Import.objects.count()) == (422, True, 0)


def test_what_was_read_is_shown_as_people_write_it(desk):
    page = desk.get(put_up(desk, DEALS.encode())).text
    assert ("20 Oct 2016" in page, "€4,821" in page, "12:00:00+" in page) == (True, True, False)
    assert ("closed-won" in page, "OPPORTUNITY" in page) == (False, False)
