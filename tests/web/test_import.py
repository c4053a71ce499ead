"""A distributor brings leads in by file: looked at first, then brought in or thrown away."""

import re
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.intake.actions import IMPORT_LOCK
from leadwright.intake.models import KeptFile, QuarantinedLine, Upload
from leadwright.leads.models import Lead
from leadwright.web.base import uploads
from tests.intake.bringing import BESIDE, BROKEN, DEALS, SELLERS, brought
from tests.makers import make_user


def as_file(text: str | bytes, name: str = "deals.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text, "text/csv")


def put_up(client: Client, text: str | bytes = DEALS, **more: Any) -> Any:
    beside = [as_file(side, name) for name, side in BESIDE.items()]
    return client.post("/leads/import/", {"file": as_file(text), "beside": beside, "currency": "EUR"} | more)


@pytest.fixture
def desk(house, enter) -> Client:
    """Return the distributor's browser."""
    return enter(house.dina)


def test_only_who_may_import_finds_the_way_in(house, enter, desk):
    assert 'href="/leads/import/"' in desk.get("/leads/").text
    assert 'href="/leads/import/"' not in enter(house.ann).get("/leads/").text
    assert enter(house.ann).get("/leads/import/").status_code == 403
    assert put_up(enter(house.ann)).status_code == 403
    assert not KeptFile.objects.exists()


def test_the_currency_of_the_company_stands_there_already(desk):
    answer = desk.get("/leads/import/")
    assert (answer.status_code, 'name="currency" value="EUR"' in answer.text) == (200, True)


def test_before_anything_is_stored_the_page_tells_what_would_be(desk):
    answer = put_up(desk, DEALS + BROKEN)
    page = desk.get(answer.headers["Location"]).text
    assert (answer.status_code, Lead.objects.count(), Entry.objects.filter(fact="lead.adopted").count()) == (
        303,
        0,
        0,
    )
    for words in (
        "Bring in 6 leads",
        "close_value",
        "2016-10-20",
        "Closed-Won",
        "Key in the other system",
        "e-mail or telephone",
    ):
        assert words in page
    assert "“GTXPro” was taken for “GTX Pro”" in page
    assert re.search(r'<td class="num">8</td><td class="lines">[^<]*Sleeping', page)


def test_the_files_are_kept_byte_for_byte_between_the_steps(desk):
    put_up(desk)
    assert bytes(KeptFile.objects.get(main=None).content) == DEALS.encode()
    assert set(KeptFile.objects.exclude(main=None).values_list("name", flat=True)) == set(BESIDE)


def test_what_was_looked_at_is_brought_in(house, desk):
    address = put_up(desk, DEALS + BROKEN).headers["Location"]
    page = desk.post(f"{address}bring-in/", follow=True).text
    assert (Lead.objects.count(), QuarantinedLine.objects.count()) == (6, 1)
    assert brought("A1").created_by == house.dina
    assert brought("A1").owner.unit.name == "Dora Field"
    assert "What was brought in" in page
    assert "/leads/?gap=contact&amp;owner=any" in page


def test_a_second_press_brings_nothing_in_twice(desk):
    address = put_up(desk).headers["Location"]
    for _press in range(2):
        assert desk.post(f"{address}bring-in/").status_code == 303
    assert Lead.objects.count() == 6
    assert "Bring in" not in desk.get(address).text


def test_the_files_beside_are_those_that_were_put_up_with_it(desk):
    renamed = SELLERS.replace("Dora Field", "Dora Meadow")
    put_up(desk)
    address = put_up(desk, beside=[as_file(renamed, "other.csv")]).headers["Location"]
    put_up(desk)
    desk.post(f"{address}bring-in/")
    assert brought("A1").owner.unit.name == "Dora Meadow"


def test_what_is_thrown_away_leaves_nothing(desk):
    address = put_up(desk).headers["Location"]
    assert desk.post(f"{address}discard/").status_code == 303
    assert [model.objects.count() for model in (Upload, KeptFile, Lead)] == [0, 0, 0]
    assert desk.get(address).status_code == 404


def test_what_is_brought_in_cannot_be_thrown_away(desk):
    address = put_up(desk).headers["Location"]
    desk.post(f"{address}bring-in/")
    assert desk.post(f"{address}discard/").status_code == 409
    assert KeptFile.objects.count() == 4


def test_an_upload_is_nobody_elses(house, enter, desk):
    address = put_up(desk).headers["Location"]
    colleague = make_user(unit=house.dina.unit, profile="lead-distributor")
    stranger = make_user(unit=house.cas.unit, profile="lead-distributor")
    for other in (colleague, stranger):
        client = enter(other)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}bring-in/").status_code == 404
        assert client.post(f"{address}discard/").status_code == 404
    assert (Lead.objects.count(), Upload.objects.count()) == (0, 1)


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The submitted file is empty"),
        (b"   \n\n", "No mapping fits"),
        (b"name,city\nx,y\n", "No mapping fits"),
        (bytes(range(256)) * 8, "No mapping fits"),
    ],
)
def test_a_file_that_is_no_table_of_leads_is_a_fault_of_its_field(desk, content, words):
    answer = put_up(desk, content)
    assert answer.status_code == 422
    assert re.search(rf'id="id_file_error">(?:(?!</p>).)*{words}', answer.text)
    assert not KeptFile.objects.exists()


def test_a_file_is_asked_for_and_a_currency_that_exists(desk):
    answer = desk.post("/leads/import/", {"currency": "EUX"})
    assert answer.status_code == 422
    assert set(re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text)) == {"file", "currency"}


@pytest.mark.asvs("5.2.1")
def test_a_file_that_is_too_large_is_stopped_with_a_sentence(desk, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 500)
    answer = put_up(desk)
    assert answer.status_code == 413
    assert "This is too large" in answer.text
    assert not KeptFile.objects.exists()


def test_another_import_into_the_company_is_waited_for(house, desk, owner_url):
    address = put_up(desk).headers["Location"]
    with psycopg.connect(owner_url) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK + house.vendor.pk])
        assert desk.post(f"{address}bring-in/").status_code == 409
        assert put_up(desk).status_code == 409
    assert desk.post(f"{address}bring-in/").status_code == 303


@pytest.mark.asvs("5.4.1")
def test_what_stands_in_a_file_is_only_text_on_the_page(desk):
    page = desk.get(put_up(desk, DEALS + BROKEN.replace("Sleeping", "<b>bold</b>")).headers["Location"]).text
    assert "&lt;b&gt;bold" in page
    assert "<b>bold" not in page


def test_a_dutch_reader_reads_dutch(house, desk):
    house.dina.language = "nl"
    house.dina.save(update_fields=["language"])
    page = desk.get(put_up(desk).headers["Location"]).text
    assert "6 leads inbrengen" in page
    assert "Welke kolom is welk veld" in page


def test_the_list_shows_the_leads_with_a_gap_closed_ones_too(desk):
    desk.post(put_up(desk).headers["Location"] + "bring-in/")
    text = desk.get("/leads/?gap=lost_reason&owner=any").text
    assert f"L-{brought('A3').pk}<" in text
    assert f"L-{brought('A1').pk}<" not in text
    value = desk.get("/leads/?gap=contact_channel&owner=any&state=IN_PROGRESS").text
    assert f"L-{brought('A4').pk}<" in value
    assert f"L-{brought('A3').pk}<" not in value


def test_a_gap_that_does_not_exist_is_told_at_the_filter(desk):
    page = desk.get("/leads/?gap=nonsense&owner=any")
    assert page.status_code == 400
    assert "there is no “nonsense” to choose" in page.text


def test_what_waits_is_read_again_when_its_reason_is_gone(house, desk):
    desk.post(f"{put_up(desk).headers['Location']}bring-in/")
    Contact.objects.update(is_blocked=True)
    address = put_up(desk, DEALS.replace("A1", "Z1")).headers["Location"]
    assert "Read again" in desk.post(f"{address}bring-in/", follow=True).text
    Contact.objects.update(is_blocked=False)
    page = desk.post(f"{address}again/", follow=True).text
    assert ("Read again" in page, QuarantinedLine.objects.exists()) == (False, False)
    assert brought("Z1").contact.name == "Harbour Light"


def test_what_is_not_brought_in_yet_cannot_be_read_again(desk):
    address = put_up(desk).headers["Location"]
    assert desk.post(f"{address}again/").status_code == 409
    assert not Lead.objects.exists()
