"""Rows that are no leads and no contacts: those that say delete, and sums at the end."""

import pytest

from leadwright.contacts.models import Contact
from leadwright.intake.reading.opening import read_table
from leadwright.intake.receiving import Received
from leadwright.intake.rows_apart import rows_of_sums, rows_to_delete
from leadwright.leads.models import Lead
from tests.intake.bringing import DEALS, checked, let_in, waiting

PEOPLE = {
    "title": "People",
    "kind": "contacts",
    "signature": ["Name", "Mail"],
    "fields": {"person.name": {"column": "Name"}, "person.email": {"column": "Mail"}},
}


@pytest.mark.parametrize(
    ("header", "word"),
    [("Action", "delete"), ("ACTIE", "Verwijderen"), ("Aktion", "löschen"), ("Opération", "SUPPRIMER")],
)
def test_a_row_whose_action_is_to_delete_is_no_contact(header, word):
    table = read_table(f"Email,{header}\na@example.org,{word}\nb@example.org,Add\nc@example.org,\n".encode())
    rows = rows_to_delete(table)
    assert [row.line.cells[0] for row in rows] == ["a@example.org"]
    assert header in rows[0].reason


def test_a_word_for_deleting_in_any_other_column_deletes_nothing():
    table = read_table(b"Email,Note\na@example.org,delete\n")
    assert rows_to_delete(table) == []


@pytest.mark.parametrize(
    "last",
    [
        "Total,,1500",
        "TOTAAL:,,1500",
        ",,1500",
        "Grand Totals (2 records),,",
        ",Summe,1500.00",
    ],
)
def test_a_last_row_of_sums_is_no_lead(last):
    table = read_table(f"Id,Company,Amount\n1,Harbour Light,1000\n2,Quiet Mill,500\n{last}\n".encode())
    assert [row.line.number for row in rows_of_sums(table, key="Id")] == [4]


@pytest.mark.parametrize(
    "last",
    ["3,Total Energy,1500", "3,Total,1500", ",Stone Arch,1500", ",,1499", "3,,1500", ",,"],
    ids=["a company", "with a key", "with a name", "no sum", "a key", "empty"],
)
def test_a_last_row_that_could_be_a_lead_stays_one(last):
    table = read_table(f"Id,Company,Amount\n1,Harbour Light,1000\n2,Quiet Mill,500\n{last}\n".encode())
    assert rows_of_sums(table, key="Id") == []


def test_several_rows_of_sums_stand_at_the_end_and_none_in_the_middle():
    text = (
        "Id,Company,Amount\n1,Harbour Light,1000\nTotal,,1000\n2,Quiet Mill,500\nSubtotal,,500\nTotal,,1500\n"
    )
    table = read_table(text.encode())
    assert [row.line.number for row in rows_of_sums(table, key="Id")] == [5, 6]


def test_without_a_key_only_a_word_tells_sums():
    table = read_table(b"Company,Amount\nHarbour Light,1000\nQuiet Mill,500\n,1500\n")
    assert rows_of_sums(table) == []
    table = read_table(b"Company,Amount\nHarbour Light,1000\nQuiet Mill,500\nTotal,1500\n")
    assert [row.line.number for row in rows_of_sums(table)] == [4]


def test_sums_are_read_as_the_column_writes_its_decimals():
    table = read_table(b"Id;Bedrag\n1;1.000,50\n2;500,25\n;1.500,75\n")
    assert [row.line.number for row in rows_of_sums(table, key="Id")] == [4]


def test_a_row_of_sums_below_leads_is_told_and_is_no_lead(english, house):
    english.put(DEALS + "Total,,,,,,,4876\n")
    assert "line 8: it holds the sums of the rows above it" in english.bring(by=house.dina)
    assert Lead.objects.count() == 6
    assert [(row.line, list(row.reasons)) for row in waiting()] == [
        (8, ["it holds the sums of the rows above it"])
    ]


def test_a_lead_that_its_row_says_to_delete_does_not_come_in(english, house):
    head, *rows = DEALS.splitlines()
    english.put("\n".join([f"{head},action", f"{rows[0]},delete", *(f"{row}," for row in rows[1:])]))
    assert "its column “action” says that it is deleted" in english.bring(by=house.dina)
    assert "A1" not in set(Lead.objects.values_list("external_key", flat=True))


def test_a_contact_that_its_row_says_to_delete_does_not_come_in(house):
    text = "Name,Mail,Action\nMia Stone,mia@stone.example,Delete\nOtto Reed,otto@reed.example,Add\n"
    row = checked(Received("people.csv", text.encode()), by=house.dina, mapping=PEOPLE)
    assert (row.counts["new"], row.counts["refused"]) == (1, 1)
    let_in(row.pk, by=house.dina)
    assert set(
        Contact.objects.filter(name__in=["Mia Stone", "Otto Reed"]).values_list("name", flat=True)
    ) == {"Otto Reed"}
