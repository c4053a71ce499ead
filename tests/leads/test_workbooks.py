"""A list of leads as a workbook: what the text file says, in cells of their kinds, and nothing that it does not say."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from leadwright.people.models import SecurityEvent
from tests.api.conftest import talk
from tests.fields.test_fields_api import CHOICES
from tests.fields.test_lists import make
from tests.fields.test_pages import signed_in
from tests.makers import House, change_rights, make_contact, make_lead
from tests.sheets import are_equal, rows_of

__all__ = ["talk"]
TEXT, BOOK = "/export/leads.csv", "/export/leads.xlsx"
VALUES = {
    "text": "=1+1",
    "long_text": 'one\n"two" 😀',
    "integer": -12,
    "decimal": "0.000001",
    "money": {"amount": "-1234.50", "currency": "EUR"},
    "date": "2026-03-09",
    "datetime": "2026-10-25T00:30:00Z",
    "boolean": False,
    "choice": "reverse",
    "choices": ["normal", "reverse"],
    "url": "https://example.com/a,b",
}


@pytest.fixture
def house(db) -> House:
    house = House()
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    return house


def values_of(answer: Any) -> dict[str, Any]:
    """Return the values of the only lead of a workbook, as another program reads them."""
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    names, values = book.get_sheet_by_index(0).to_python()
    return dict(zip(names, values, strict=True))


def unequal(text: list[dict[str, str]], book: list[dict[str, str]], zone: str) -> list[tuple[str, str, str]]:
    """Return the cells of two files that mean another thing, each with its column."""
    assert [list(row) for row in text] == [list(row) for row in book]
    pairs = [(key, row[key], other[key]) for row, other in zip(text, book, strict=True) for key in row]
    return [pair for pair in pairs if not are_equal(pair[1], pair[2], zone)]


def lead_with_each_kind(house: House, talk) -> None:
    """Make a lead with a field of each kind, and texts that spreadsheets would take for something else."""
    fields: dict[str, object] = dict(VALUES)
    for kind in (*VALUES, "user", "contact"):
        more = {"choices": CHOICES} if kind.startswith("choice") else {}
        make(talk, house.dina, kind, kind, filterable=False, **more)
    fields |= {"user": house.dina.email, "contact": make_contact(house.dina, name="'=Broker").pk}
    make_lead(
        house.dina,
        contact=make_contact(house.dina, name="0042"),
        description="'=1+1 <r>&</r>",
        target_amount={"amount": "1234567.89", "currency": "USD"},
        expected_completion_at="2026-07-01T09:30:00Z",
        fields=fields,
    )


@pytest.mark.parametrize("language", ["en", "nl"])
def test_both_files_are_read_back_with_equal_cells(house: House, talk, language: str) -> None:
    lead_with_each_kind(house, talk)
    house.dina.language = language
    house.dina.save()
    for ask in (talk(house.dina).get, signed_in(house.dina).post):
        text, book = rows_of(ask(TEXT)), rows_of(ask(BOOK))
        assert len(text[0]) > 40
        assert unequal(text, book, house.dina.time_zone) == []


def test_cells_are_of_their_kinds(house: House, talk) -> None:
    lead_with_each_kind(house, talk)
    values = values_of(talk(house.dina).get(BOOK))
    assert (values["target_amount"], values["target_currency"]) == (1234567.89, "USD")
    assert (values["fields.money"], values["fields.money.currency"]) == (-1234.5, "EUR")
    assert (values["fields.date"], values["fields.boolean"]) == (date(2026, 3, 9), False)
    assert (values["contact_name"], values["fields.text"]) == ("0042", "=1+1")
    assert values["expected_completion_at"] == datetime(2026, 7, 1, 11, 30)


def test_the_page_offers_both_formats_and_names_sheet_and_headings_in_the_language_of_the_reader(
    house: House, talk
) -> None:
    house.dina.language = "nl"
    house.dina.save()
    make_lead(house.dina, priority=9)
    page = signed_in(house.dina)
    drawn = page.get("/leads/?priority=9").content.decode()
    assert (f'action="{TEXT}?priority=9"' in drawn, f'action="{BOOK}?priority=9"' in drawn) == (True, True)
    answer = page.post(f"{BOOK}?priority=9")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert (book.sheet_names, "Omschrijving" in book.get_sheet_by_index(0).to_python()[0]) == (
        ["Leads"],
        True,
    )
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_what_the_reader_may_not_know_is_in_neither_file(house: House, talk) -> None:
    make(talk, house.dina, "margin", "integer", sees="sender")
    make(talk, house.adm, "own_note", "text")
    house.accepted(fields={"margin": 3})
    change_rights(house.ann, lead_see_deal="none")
    (row,) = rows_of(talk(house.ann).get(f"{BOOK}?owner=any"))
    assert row["fields.margin"] == ""
    assert not row.keys() & {"target_amount", "target_currency"}
    assert "fields.own_note" not in rows_of(talk(house.dina).get(BOOK))[0]


def test_who_may_not_export_gets_no_workbook_and_who_does_stands_in_the_security_log(
    house: House, talk
) -> None:
    house.accepted()
    assert (talk(house.nina).get(BOOK).status_code, signed_in(house.nina).post(BOOK).status_code) == (
        403,
        403,
    )
    rows_of(talk(house.ann).get(BOOK))
    rows_of(signed_in(house.ann).post(BOOK))
    events = SecurityEvent.objects.filter(code="LIST_EXPORTED", user=house.ann)
    assert sorted(events.values_list("kind", "path")) == [("api", f"/api/v1{BOOK}"), ("page", BOOK)]


def test_an_empty_list_is_a_workbook_of_headings(house: House, talk) -> None:
    book = b"".join(talk(house.dina).get(BOOK).streaming_content)
    (names,) = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert names[:3] == ["number", "type", "status"]
