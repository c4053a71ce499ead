"""What is done with an import on its pages: paused, taken back, its rows and its mapping put right."""

import re

import pytest
from django.test import Client

from leadwright.intake.models import Import
from leadwright.leads.actions import edit
from leadwright.leads.models import Lead
from tests.intake.archives import zipped
from tests.intake.bringing import BROKEN, DEALS, brought, worked_off
from tests.makers import NOON
from tests.web.importing import act, as_file, put_up


@pytest.fixture
def desk(house, enter) -> Client:
    """Return the distributor's browser."""
    return enter(house.dina)


def test_an_import_under_way_is_paused_goes_on_and_is_cancelled(desk):
    address = desk.post("/leads/import/", {"file": as_file(DEALS), "currency": "EUR"}).headers["Location"]
    assert 'http-equiv="refresh"' in desk.get(address).text
    act(desk, f"{address}pause/")
    page = desk.get(address).text
    assert ("The import rests" in page, 'http-equiv="refresh"' in page) == (True, False)
    desk.post(f"{address}resume/")
    act(desk, f"{address}cancel/")
    assert "Nothing was brought in." in desk.get(address).text


def test_an_import_is_taken_back_and_says_what_stays(house, desk):
    address = put_up(desk).headers["Location"]
    act(desk, f"{address}bring-in/")
    lead = brought("A4")
    edit(lead.pk, {"description": "Ours"}, by=house.dina, at=NOON, version=lead.version)
    act(desk, f"{address}undo/")
    page = desk.get(address).text
    assert (Lead.objects.count(), f">L-{lead.pk}<" in page, "This import was taken back" in page) == (
        1,
        True,
        True,
    )


def test_the_imports_so_far_stand_below_the_form(house, desk):
    address = put_up(desk, DEALS + BROKEN).headers["Location"]
    act(desk, f"{address}bring-in/")
    page = desk.get("/leads/import/").text
    assert ("6 new, 1 refused" in page, f'href="{address}"' in page, "Dina" in page) == (True, True, True)


def test_rows_are_listed_by_verdict_and_put_right(desk):
    address = put_up(desk, DEALS + BROKEN).headers["Location"]
    page = desk.get(f"{address}rows/?verdict=refused").text
    assert ("Sleeping" in page, f'href="{address}rows/8/"' in page, "Mia Stone" in page) == (
        True,
        True,
        False,
    )
    form = desk.get(f"{address}rows/8/").text
    names = re.findall(r'name="(cell_\d+)"[^>]*value="([^"]*)"', form)
    sent = {name: "Won" if text == "Sleeping" else text for name, text in names}
    assert worked_off(desk.post(f"{address}rows/8/", sent)).status_code == 303
    assert Import.objects.get().counts["new"] == 7


def test_a_wrong_mapping_is_put_right_on_the_page(desk):
    address = put_up(desk).headers["Location"]
    page = desk.get(f"{address}mapping/").text
    assert ('<span class="sample">Harbour Light</span>' in page, "Words of deal_stage" in page) == (
        True,
        True,
    )
    sent = dict(re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected', page, re.S))
    product = next(name for name, header in columns_of(page) if header == "product")
    worked_off(desk.post(f"{address}mapping/", sent | {product: "comment", "system": "Old CRM"}))
    act(desk, f"{address}bring-in/")
    lead = brought("A1")
    assert "GTXPro" in lead.comment_of(lead.origin_id)
    assert Import.objects.get().source == "Old CRM"


def columns_of(page: str) -> list[tuple[str, str]]:
    """Return the choices of columns with their headers."""
    headers = re.findall(r'<th scope="row">([^<]*)</th>\s*<td class="samples">', page)
    return [(f"column_{place}", header) for place, header in enumerate(headers)]


def test_an_archive_is_put_up_and_says_what_is_none_of_it(desk):
    content = zipped({"deals.csv": DEALS, "offer.pdf": "%PDF-1.7\n"})
    address = put_up(desk, content, beside=[]).headers["Location"]
    page = desk.get(address).text
    assert ("deals.csv" in page, "offer.pdf (it is a PDF, not a table)" in page) == (True, True)


def test_an_archive_that_cannot_be_taken_apart_is_refused_at_its_field(desk):
    answer = put_up(desk, zipped({"a.csv": DEALS, "b.csv": DEALS}), beside=[])
    assert (answer.status_code, "a.csv, b.csv" in answer.text, Import.objects.count()) == (422, True, 0)
