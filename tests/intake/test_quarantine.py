"""What cannot be read is kept, told, and read again later."""

import json

from leadwright.contacts.models import Contact
from leadwright.intake.actions import Inflow, replay
from leadwright.intake.models import KeptFile, QuarantinedLine
from leadwright.intake.receiving import LARGEST, received
from leadwright.leads.cautions import cautions
from leadwright.leads.models import Lead
from leadwright.leads.parties import lines_of
from tests.intake.bringing import DEALS, brought
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
    assert Lead.objects.count() == 6
    assert list(QuarantinedLine.objects.order_by("line").values_list("line", flat=True)) == list(range(8, 14))
    assert "line 8: engage_date: “31/31/2016” is not a date like %m/%d/%Y" in data
    assert "line 9: deal_stage: the mapping does not know “Dreaming”" in data
    assert "line 10: the key A1 stands on line 2 already" in data
    assert "line 13: it has 10 cells under 8 headers" in data


def test_a_line_waits_once(house, english):
    english.put(DEALS + BROKEN)
    english.bring()
    english.bring()
    assert QuarantinedLine.objects.count() == 6


def test_a_kept_file_is_read_again_when_a_mapping_can(house, german):
    german.put(german.main.read_bytes().decode("cp1252").replace("offen", "ganz neu"))
    german.bring()
    assert QuarantinedLine.objects.get().line == 3
    german.put(german.mapping.read_text().replace("offen =", "'ganz neu' ="), name="german.toml")
    inflow = Inflow(organisation=house.vendor, currency="EUR", by=house.dina, at=NOON)
    replay(KeptFile.objects.get(), inflow=inflow, own=german.mapping)
    assert brought("V-2").state == "IN_PROGRESS"
    assert not QuarantinedLine.objects.exists()


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
    waiting = QuarantinedLine.objects.get()
    assert json.loads(waiting.cells)[2] == "\x00"
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
    assert "blocked" in QuarantinedLine.objects.get().reason
    Contact.objects.update(is_blocked=False)
    english.bring()
    assert brought("Z1").contact.name == "Harbour Light"
    assert not QuarantinedLine.objects.exists()
