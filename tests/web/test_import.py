"""A distributor brings leads in by file: looked at first, then brought in or thrown away."""

import re

import psycopg
import pytest
from django.test import Client

from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.intake.bringing import IMPORT_LOCK
from leadwright.intake.models import AdoptedRow, Import, KeptFile
from leadwright.leads.models import Lead
from leadwright.web.base import uploads
from tests.intake.bringing import BESIDE, BROKEN, DEALS, SELLERS, brought, waiting, worked_off
from tests.makers import make_user
from tests.web.importing import act, as_file, put_up


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
        "Bring in 6 rows",
        "close_value",
        "20 Oct 2016",
        "Closed-Won",
        "Key in the other system",
        "e-mail or telephone",
    ):
        assert words in page
    assert "“GTXPro” was taken for “GTX Pro”" in page
    assert re.search(r'<td class="num">8</td><td class="lines">[^<]*Sleeping', page)


def test_a_file_that_belongs_to_nothing_is_named_and_no_other(desk):
    odd = as_file("x,y\n1,2\n", "odd.csv")
    beside = [odd, *(as_file(side, name) for name, side in BESIDE.items())]
    put_up(desk, beside=beside)
    assert Import.objects.get().summary["ignored"] == ["odd.csv"]


def test_the_files_are_kept_byte_for_byte_between_the_steps(desk):
    put_up(desk)
    assert bytes(KeptFile.objects.get(main=None).content) == DEALS.encode()
    assert set(KeptFile.objects.exclude(main=None).values_list("name", flat=True)) == set(BESIDE)


def test_what_was_looked_at_is_brought_in(house, desk):
    address = put_up(desk, DEALS + BROKEN).headers["Location"]
    act(desk, f"{address}bring-in/")
    page = desk.get(address).text
    assert (Lead.objects.count(), len(waiting())) == (6, 1)
    assert brought("A1").created_by == house.dina
    assert brought("A1").owner.unit.name == "Dora Field"
    assert "What was brought in" in page
    assert "/leads/?gap=contact&amp;owner=any" in page


def test_a_second_press_brings_nothing_in_twice(desk):
    address = put_up(desk).headers["Location"]
    for _press in range(2):
        assert act(desk, f"{address}bring-in/").status_code == 303
    assert Lead.objects.count() == 6
    assert f"{address}bring-in/" not in desk.get(address).text


def test_the_files_beside_are_those_that_were_put_up_with_it(desk):
    renamed = SELLERS.replace("Dora Field", "Dora Meadow")
    put_up(desk)
    address = put_up(desk, beside=[as_file(renamed, "other.csv")]).headers["Location"]
    put_up(desk)
    act(desk, f"{address}bring-in/")
    assert brought("A1").owner.unit.name == "Dora Meadow"


def test_what_is_thrown_away_leaves_nothing(desk):
    address = put_up(desk).headers["Location"]
    assert desk.post(f"{address}discard/").status_code == 303
    assert [model.objects.count() for model in (Import, KeptFile, Lead)] == [0, 0, 0]
    assert desk.get(address).status_code == 404


def test_what_is_brought_in_cannot_be_thrown_away(desk):
    address = put_up(desk).headers["Location"]
    act(desk, f"{address}bring-in/")
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
    assert (Lead.objects.count(), Import.objects.count()) == (0, 1)


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The submitted file is empty"),
        (b"   \n\n", "it is empty"),
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
        act(desk, f"{address}bring-in/")
        assert "being brought in" in desk.get(address).text
    worked_off(None)
    assert Lead.objects.count() == 6


def test_a_table_of_a_shape_that_nobody_knows_gets_a_mapping_to_look_at(desk):
    address = put_up(desk, b"name,city\nBolt Ltd,Ghent\n").headers["Location"]
    assert (Import.objects.get().summary["suggested"], Lead.objects.exists()) == (True, False)
    act(desk, f"{address}bring-in/")
    assert Lead.objects.get().contact.name == "Bolt Ltd"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"name,city\nx,y\n", "No mapping knows this file"), (bytes(range(256)) * 8, "single column")],
)
def test_a_table_of_a_shape_that_nobody_knows_says_so(desk, content, said):
    page = desk.get(put_up(desk, content).headers["Location"]).text
    assert (said in page, "How the file is read" in page, Lead.objects.exists()) == (True, True, False)


@pytest.mark.asvs("5.4.1")
def test_what_stands_in_a_file_is_only_text_on_the_page(desk):
    page = desk.get(put_up(desk, DEALS + BROKEN.replace("Sleeping", "<b>bold</b>")).headers["Location"]).text
    assert "&lt;b&gt;bold" in page
    assert "<b>bold" not in page


def test_a_dutch_reader_reads_dutch(house, desk):
    house.dina.language = "nl"
    house.dina.save(update_fields=["language"])
    page = desk.get(put_up(desk).headers["Location"]).text
    assert "6 rijen inbrengen" in page
    assert "Welke kolom is welk veld" in page


def test_the_list_shows_the_leads_with_a_gap_closed_ones_too(desk):
    act(desk, put_up(desk).headers["Location"] + "bring-in/")
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
    act(desk, f"{put_up(desk).headers['Location']}bring-in/")
    Contact.objects.update(is_blocked=True)
    address = put_up(desk, DEALS.replace("A1", "Z1").replace("A2", "Z2")).headers["Location"]
    assert desk.post(f"{address}bring-in/").status_code == 409
    Contact.objects.filter(name="Harbour Light").update(is_blocked=False)
    act(desk, f"{address}again/")
    act(desk, f"{address}bring-in/")
    assert brought("Z1").contact.name == "Harbour Light"


def test_what_waits_after_an_import_is_read_again(house, desk):
    act(desk, f"{put_up(desk).headers['Location']}bring-in/")
    Contact.objects.update(is_blocked=True)
    more = DEALS.replace("A1", "Z1") + "Z9,Mia Stone,GTX Pro,,Prospecting,,,\n"
    address = put_up(desk, more).headers["Location"]
    act(desk, f"{address}bring-in/")
    assert ([row.line for row in waiting()], brought("Z9").state) == ([2], "PENDING")
    Contact.objects.update(is_blocked=False)
    act(desk, f"{address}again/")
    assert (waiting(), brought("Z1").contact.name) == ([], "Harbour Light")


def test_what_was_only_checked_is_checked_anew(desk):
    address = put_up(desk).headers["Location"]
    assert act(desk, f"{address}again/").status_code == 303
    assert (Import.objects.get().state, Lead.objects.exists()) == ("checked", False)


def test_a_contact_that_stays_as_it_is_is_named_with_what_the_file_says_otherwise(desk):
    act(desk, put_up(desk).headers["Location"] + "bring-in/")
    Contact.objects.filter(name="Quiet Mill").update(country="BE")
    AdoptedRow.objects.filter(kind="contact").delete()
    page = desk.get(put_up(desk, DEALS.replace("A4,", "A9,")).headers["Location"]).text
    assert "Quiet Mill (country)" in page
