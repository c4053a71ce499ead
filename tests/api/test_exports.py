"""The files of lists: whoever asks only how they would be answered takes nothing along."""

from typing import Any

import pytest

from leadwright.contacts import exporting as contacts_exporting
from leadwright.foundation import sheets, workbooks
from leadwright.history.models import Entry
from leadwright.people.models import SecurityEvent
from tests.makers import House, make_contact
from tests.sheets import rows_of, text_of

NOUNS = ("leads", "contacts", "accounts")
EXPORTS = [
    address.format(noun=noun, form=form)
    for noun in NOUNS
    for form in ("csv", "xlsx")
    for address in ("/{noun}/export.{form}", "/export/{noun}.{form}")
]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.mark.parametrize("export", EXPORTS)
def test_head_makes_no_file_and_notes_nothing(house: House, talk, monkeypatch, export: str) -> None:
    def made(*_args: Any, **_more: Any) -> str:
        raise AssertionError("a line was written")

    house.accepted()
    monkeypatch.setattr(sheets, "_line", made)
    monkeypatch.setattr(workbooks, "Workbook", made)
    answer = talk(house.ann).ask("HEAD", export)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"")
    assert answer["Content-Type"] == TYPES[export.rpartition(".")[2]]
    assert not SecurityEvent.objects.filter(code="LIST_EXPORTED").exists()
    assert not Entry.objects.filter(fact="contact.exported").exists()


@pytest.mark.parametrize("export", EXPORTS)
def test_head_is_refused_as_get_is(house: House, talk, export: str) -> None:
    for user, query, status in ((house.nina, "", 403), (house.ann, "?strange=1", 400)):
        assert talk(user).ask("HEAD", f"{export}{query}").status_code == status


@pytest.mark.parametrize("export", EXPORTS)
def test_that_a_file_is_taken_is_noted_before_its_first_line(house: House, talk, export: str) -> None:
    answer = talk(house.ann).get(export)
    parts = iter(answer.streaming_content)
    next(parts)
    event = SecurityEvent.objects.get(code="LIST_EXPORTED")
    assert (event.user, event.path) == (house.ann, f"/api/v1{export}")
    list(parts)


@pytest.mark.parametrize("noun", NOUNS)
def test_both_addresses_hand_out_the_same_list(house: House, talk, noun: str) -> None:
    house.accepted()
    by_noun = [talk(house.ann).get(f"/{noun}/export.{form}") for form in TYPES]
    common = [talk(house.ann).get(f"/export/{noun}.{form}") for form in TYPES]
    for some, other in zip(by_noun, common, strict=True):
        assert some["Content-Disposition"] == other["Content-Disposition"]
        assert rows_of(some) == rows_of(other)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_workbook_takes_no_byte_order_mark_and_is_not_packed_twice(house: House, talk, noun: str) -> None:
    assert talk(house.ann).get(f"/export/{noun}.xlsx?bom=true").status_code == 400
    answer = talk(house.ann).ask("GET", f"/export/{noun}.xlsx", Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("page", ["/export/leads", "/export/contacts", "/export/customers"])
def test_no_page_hands_a_file_out_for_head(house: House, client, page: str, form: str) -> None:
    client.force_login(house.ann)
    assert client.head(f"{page}.{form}").status_code == 405
    assert not SecurityEvent.objects.filter(code="LIST_EXPORTED").exists()


CARDS = ("/contacts/export.vcf", "/export/contacts.vcf")


@pytest.mark.parametrize("address", CARDS)
def test_all_contacts_of_a_list_are_handed_out_as_cards_and_each_says_so(house, talk, address, monkeypatch):
    monkeypatch.setattr(contacts_exporting, "CHUNK", 2)
    for number in range(5):
        make_contact(house.ann, kind="person", name=f"An {number}", email=f"an{number}@x.example")
    answer = talk(house.ann).get(f"{address}?kind=person&ordering=name")
    text = text_of(answer)
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert [line for line in text.splitlines() if line.startswith("FN:")] == [f"FN:An {n}" for n in range(5)]
    entries = Entry.objects.filter(fact="contact.exported")
    assert {entry.details["format"] for entry in entries} == {"vcard"}
    assert (entries.count(), SecurityEvent.objects.filter(code="LIST_EXPORTED").count()) == (5, 1)


@pytest.mark.parametrize("address", CARDS)
def test_cards_are_refused_as_lists_are(house, talk, address):
    assert talk(house.nina).get(address).status_code == 403
    assert talk(house.ann).get(f"{address}?strange=1").status_code == 400
