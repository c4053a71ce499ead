"""What cannot be read is kept, told, and read again later."""

from leadwright.contacts.models import Contact
from leadwright.intake.models import Import, KeptFile
from leadwright.intake.receiving import LARGEST, received
from leadwright.intake.working import read_again
from leadwright.leads.cautions import cautions
from leadwright.leads.models import Lead
from leadwright.leads.parties import lines_of
from tests.intake.bringing import DEALS, brought, waiting
from tests.makers import NOON, make_contact, refused

BROKEN = """B1,Mia Stone,GTX Pro,Quiet Mill,Won,31/31/2016,3/1/2017,4821
B2,Mia Stone,GTX Pro,Quiet Mill,Dreaming,,,
A1,Mia Stone,GTX Pro,Quiet Mill,Won,10/20/2016,3/1/2017,4821
,Mia Stone,GTX Pro,Quiet Mill,Won,10/20/2016,3/1/2017,4821
B5,Mia Stone,GTX Pro,Quiet Mill,Won,10/20/2016,3/1/2017,12 apples
B6,Mia Stone,GTX Pro,Quiet Mill,Won,10/20/2016,3/1/2017,4821,too,much
"""


def test_lines_that_cannot_be_read_wait_with_their_reasons(house, english):
    english.put(DEALS + BROKEN)
    data = english.bring()
    assert Lead.objects.count() == 8
    assert [row.line for row in waiting()] == [9, 10, 11, 13]
    assert "line 9: deal_stage: the mapping does not know “Dreaming”" in data
    assert "line 10: the key A1 stands on line 2 already" in data
    assert "line 13: it has 10 cells under 8 headers" in data


def test_a_line_waits_once(house, english):
    english.put(DEALS + BROKEN)
    english.bring()
    english.bring()
    assert len(waiting()) == 4


def test_a_cell_that_cannot_be_read_costs_no_line(house, english):
    english.put(DEALS + BROKEN)
    data = english.bring()
    day, amount = brought("B1"), brought("B5")
    assert (day.gaps[0], amount.deal_value) == ("contact_channel", None)
    assert "engage_date: 31/31/2016" in day.comment_of(day.origin_id)
    assert "close_value: 12 apples" in amount.comment_of(amount.origin_id)
    assert "deal_value" in amount.gaps
    assert "Kept in comments: 2 values could not be read" in data


def test_a_kept_file_is_read_again_when_a_mapping_can(house, german):
    german.put(german.main.read_bytes().decode("cp1252").replace("offen", "ganz neu"))
    german.bring()
    assert [row.line for row in waiting()] == [3]
    german.put(german.mapping.read_text().replace("offen =", "'ganz neu' ="), name="german.toml")
    read_again(Import.objects.get(), mapping=german.mapping, at=NOON)
    assert brought("V-2").state == "IN_PROGRESS"
    assert not waiting()


def test_the_bytes_are_kept_before_anybody_reads_them(house, german):
    german.mapping = None
    with refused("FILE_UNKNOWN"):
        german.bring()
    kept = KeptFile.objects.get()
    assert bytes(kept.content) == german.main.read_bytes()
    assert (kept.name, kept.received_at) == ("deals.csv", NOON)


def test_characters_that_cannot_be_stored_lose_no_lead(house, english):
    english.put(
        DEALS
        + "C\x001,Mia\x00 Stone,GTX \ud800Pro,Quiet Mill,Won,10/20/2016,3/1/2017,4821\nC2,M,\x00,,\x00,,,\n"
    )
    data = english.bring()
    assert brought("C\ufffd1").description == "GTX \ufffdPro"
    (row,) = waiting()
    assert row.cells[2] == "\ufffd"
    assert "\x00" not in data


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with refused("TOO_LARGE"):
        received(path)


def test_a_contact_that_equals_a_blocked_one_is_brought_in_with_a_warning(house, german):
    make_contact(house.dina, name="Somebody Else", email="aenne@mueller.example", blocked=True)
    german.bring()
    lead = brought("V-1")
    assert [row.code for row in cautions(lines_of(lead), by=house.dina)] == ["EQUALS_BLOCKED"]


def test_a_line_of_a_blocked_contact_waits_until_that_is_released(house, english):
    english.bring()
    known = Lead.objects.count()
    Contact.objects.update(is_blocked=True)
    english.put(DEALS.replace("A1", "Z1"))
    data = english.bring()
    assert "Quarantine: 1 lines" in data
    assert Lead.objects.count() == known
    assert "blocked" in waiting()[0].reasons[0]
    Contact.objects.update(is_blocked=False)
    english.bring()
    assert brought("Z1").contact.name == "Harbour Light"
    assert not waiting()
