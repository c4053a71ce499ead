"""Where columns go: suggestions that say how they were made, other mappings, and mappings saved for files to come."""

import pytest
from django.test import Client

from leadwright.intake.models import Import, SavedMapping
from leadwright.leads.models import Source
from leadwright.people.models import Profile
from tests.intake.bringing import GERMAN, worked_off
from tests.makers import make_user
from tests.web.importing import as_file
from tests.web.sheets import sheets_in

UNKNOWN = (
    "Klant;Mailadres;Stand;Ordersom;Reeks\n"
    "Harbour Light BV;ann@harbour.example;gewonnen;1.210,50;K-101\n"
    "Quiet Mill BV;bob@quiet.example;raar;1.220,50;K-102\n"
    "Old Bridge BV;cas@bridge.example;raar;1.230,50;K-103\n"
)


@pytest.fixture
def desk(house, enter) -> Client:
    """Return the distributor's browser."""
    return enter(house.dina)


def put_up(desk: Client, text: str | bytes = UNKNOWN) -> str:
    """Put a file up alone, and return the address of its page."""
    file = {"file": as_file(text), "currency": "EUR"}
    return worked_off(desk.post("/leads/import/", file)).headers["Location"]


def change(desk: Client, page: str, end: str, **changes: str):
    """Send a form of a page, changed."""
    sheet = next(row for row in sheets_in(desk.get(page).text) if row.action.endswith(end))
    return worked_off(desk.post(sheet.action, sheet.sent(**changes)))


def test_a_file_that_nobody_knows_leads_to_its_columns_first(desk):
    at = put_up(desk)
    page = desk.get(at).text
    assert "No mapping knows this file. Matched: " in page
    assert f'class="btn primary" href="{at}mapping/"' in page
    columns = desk.get(f"{at}mapping/").text
    for words in ("Word for it", "By content", "1 is not known", "Understood"):
        assert words in columns


def test_columns_that_somebody_looked_at_are_no_suggestion_any_more(desk):
    at = put_up(desk)
    assert change(desk, f"{at}mapping/", "/mapping/").status_code == 303
    assert "No mapping knows this file" not in desk.get(at).text
    assert 'class="btn primary" type="submit"' in desk.get(at).text


def test_a_suggestion_stays_one_until_its_columns_were_looked_at(desk):
    at = put_up(desk)
    worked_off(desk.post(f"{at}again/"))
    assert "No mapping knows this file. Matched: " in desk.get(at).text


def test_a_suggestion_for_headings_that_were_wrong_is_made_anew(desk):
    at = put_up(desk)
    change(desk, at, "/reading/", separator=",")
    change(desk, at, "/reading/", separator=";")
    row = Import.objects.get()
    assert (row.state, row.summary["headers"][0]) == ("checked", "Klant")
    assert "company.name" in row.summary["definition"]["fields"]


def test_what_other_words_and_empty_cells_mean_and_the_country_can_be_said(desk):
    at = put_up(desk)
    change(desk, f"{at}mapping/", "/mapping/", otherwise_status="closed-lost", country="NL")
    made = Import.objects.get().mapping
    assert (made["country"], made["fields"]["status"]["otherwise"]) == ("NL", "closed-lost")
    assert '<option value="NL" selected>' in desk.get(f"{at}mapping/").text


def test_a_mapping_is_saved_and_the_next_file_is_known_by_it(house, desk):
    at = put_up(desk)
    change(desk, f"{at}mapping/", "/mapping/", save_as="Our old list", is_shared="on", system="Old list")
    row = SavedMapping.objects.get()
    assert (row.name, row.is_shared, row.made_by) == ("Our old list", True, house.dina)
    again = put_up(desk, UNKNOWN + "Stone Arch BV;d@arch.example;gewonnen;9,50;K-104\n")
    assert "Our old list" in desk.get(again).text
    assert Import.objects.latest("pk").source == "Old list"


def test_a_name_that_is_taken_saves_nothing_and_checks_nothing(desk):
    at = put_up(desk)
    change(desk, f"{at}mapping/", "/mapping/", save_as="Our old list")
    answer = change(desk, f"{at}mapping/", "/mapping/", save_as="our OLD list", country="NL")
    assert (answer.status_code, SavedMapping.objects.count()) == (422, 1)
    assert 'value="our OLD list"' in answer.text
    assert "country" not in Import.objects.get().mapping


def test_another_mapping_is_used_by_a_press(desk):
    at = put_up(desk)
    change(desk, f"{at}mapping/", "/mapping/", save_as="Our old list")
    saved = f"saved:{SavedMapping.objects.get().pk}"
    other = put_up(desk, UNKNOWN + "Stone Arch BV;;gewonnen;9,50;K-104\n")
    assert change(desk, f"{other}mapping/", "/mapping/other/", mapping=saved).status_code == 303
    assert Import.objects.latest("pk").mapping["title"] == "Our old list"
    assert change(desk, f"{other}mapping/", "/mapping/other/", mapping="saved:0").status_code == 422


def test_a_mapping_that_does_not_fit_shows_the_columns_and_can_be_put_right(desk):
    at = put_up(desk)
    change(desk, f"{at}mapping/", "/mapping/other/", mapping="shipped:hubspot-deals")
    page = desk.get(at).text
    assert ("No mapping fits" in page, "Ordersom" in page, "How the file is read" in page) == (True,) * 3
    assert desk.get(f"{at}mapping/").status_code == 200
    change(desk, f"{at}mapping/", "/mapping/", column_0="company.name", column_4="key")
    assert Import.objects.get().state == "checked"


def test_a_saved_mapping_is_renamed_shared_taken_along_and_removed(desk):
    change(desk, f"{put_up(desk)}mapping/", "/mapping/", save_as="Our old list")
    row = SavedMapping.objects.get()
    here = f"/leads/import/mappings/{row.pk}/"
    assert f'href="{here}"' in desk.get("/leads/import/mappings/").text
    assert change(desk, here, here, name="The list", is_shared="on").status_code == 303
    row.refresh_from_db()
    assert (row.name, row.is_shared) == ("The list", True)
    assert 'title = "The list"' in desk.get(f"{here}file/").text
    assert change(desk, here, "/remove/").status_code == 303
    assert not SavedMapping.objects.exists()


def test_what_a_colleague_shares_can_be_used_and_not_changed(house, desk, enter):
    change(desk, f"{put_up(desk)}mapping/", "/mapping/", save_as="Our old list", is_shared="on")
    row = SavedMapping.objects.get()
    colleague = enter(make_user(unit=house.dina.unit, profile="lead-distributor"))
    page = colleague.get("/leads/import/mappings/").text
    assert ("Our old list" in page, f'href="/leads/import/mappings/{row.pk}/"' in page) == (True, False)
    assert colleague.get(f"/leads/import/mappings/{row.pk}/").status_code == 403


def test_a_file_of_another_language_is_read_with_its_headings(desk):
    at = put_up(desk, GERMAN.encode("cp1252"))
    assert "Müller" in desk.get(f"{at}mapping/").text


def test_a_word_that_nobody_knows_is_made_a_row_of_its_list_by_whoever_may(house, desk):
    text = "Key,Company,Source,Stage\n1,Bolt,Radio spot,won\n2,Nut,Website,won\n3,Screw,Website,won\n"
    at = put_up(desk, text)
    assert "a new one of this name" not in desk.get(f"{at}mapping/").text
    house.dina.profiles.add(*Profile.objects.filter(code="administrator"))
    assert "a new one of this name" in desk.get(f"{at}mapping/").text
    assert change(desk, f"{at}mapping/", "/mapping/", word_source_1="+").status_code == 303
    assert Source.objects.filter(labels__en="Radio spot").count() == 1
    assert Import.objects.get().mapping["fields"]["source"]["values"]["Radio spot"] != "+"
