"""Cells of files in the manners of other systems: read as what they say, or kept under the name of their column."""

import json
from contextlib import nullcontext
from decimal import Decimal

import pytest

from leadwright.console import installation
from leadwright.console.main import main
from leadwright.contacts.models import Contact
from leadwright.intake.models import Import
from leadwright.intake.own_columns import Columns
from leadwright.intake.receiving import Received
from leadwright.leads.models import Lead
from tests.intake.bringing import DEALS, Folder, brought, checked, waiting, with_columns
from tests.makers import NOON

MAPPING = """
title = "Cells"
signature = ["nr", "who", "stage"]
{country}
[fields]
key = {{ column = "nr" }}
"person.name" = {{ column = "who" }}
"person.email" = {{ column = "mail" }}
"person.phone" = {{ column = "tel" }}
"person.country" = {{ column = "land" }}
started_at = {{ column = "begun" }}
amount = {{ column = "sum" }}
currency = {{ column = "cur" }}
success_rate = {{ column = "odds" }}
[fields.status]
column = "stage"
values = {{ won = "closed-won", open = "in-contact" }}
"""
HEAD = "nr;who;stage;mail;tel;land;begun;sum;cur;odds"


@pytest.fixture
def folder(tmp_path) -> Folder:
    folder = Folder(tmp_path)
    folder.mapping = tmp_path / "cells.toml"
    folder.put(MAPPING.format(country=""), name="cells.toml")
    return folder


def bring(folder: Folder, *lines: str, country: str = "", **more) -> str:
    """Bring in lines that a mapping for all cells reads."""
    folder.put(MAPPING.format(country=country), name="cells.toml")
    folder.put("\n".join((HEAD, *lines)) + "\n")
    return folder.bring(**more)


def comment(key: str) -> str:
    lead = brought(key)
    return lead.comment_of(lead.origin_id)


def test_amounts_keep_their_sign_their_unit_and_their_currency(house, folder):
    cells = ["(500.00)", "500.00-", "−500", "5k", "1.2M", "5 Mrd", "USD 500", "£500", "50%"]
    bring(folder, *(f"S{place};Ann {place};won;;;;;{cell};;" for place, cell in enumerate(cells)))
    leads = [brought(f"S{place}") for place in range(len(cells))]
    assert [lead.deal_value for lead in leads] == [None] * 3 + [5000, 1_200_000, 5 * 10**9, 500, 500, None]
    assert [lead.deal_currency for lead in leads[3:8]] == ["EUR", "EUR", "EUR", "USD", "GBP"]
    assert comment("S0") == "sum: (500.00)"
    assert "deal_value" in leads[8].gaps


def test_a_line_keeps_all_that_can_be_read_beside_a_bad_cell(house, folder):
    bring(folder, "B1;Ann;open;a..b@x.com;keine;unknown;31/31/2025;12 apples;EUR;many")
    lead = brought("B1")
    assert (lead.contact.name, lead.contact.email, lead.contact.phone, lead.contact.country) == (
        "Ann",
        "",
        "",
        "",
    )
    assert comment("B1").splitlines() == [
        "land: unknown",
        "mail: a..b@x.com",
        "tel: keine",
        "begun: 31/31/2025",
        "sum: 12 apples",
        "odds: many",
    ]
    assert not waiting()


def test_countries_and_addresses_come_in_by_any_of_their_names(house, folder):
    names = ["USA", "UK", "The Netherlands", "DEU", "Polska", "UAE"]
    bring(
        folder,
        *(f"C{place};Ann {place};open;Ann <a{place}@x.com>;;{name};;;;" for place, name in enumerate(names)),
    )
    rows = Contact.objects.filter(name__startswith="Ann").order_by("name")
    assert [(row.country, row.email) for row in rows] == [
        (code, f"a{place}@x.com") for place, code in enumerate(["US", "GB", "NL", "DE", "PL", "AE"])
    ]


def test_numbers_are_of_the_country_that_the_mapping_names_and_say_so(house, folder):
    cells = ["041 44 500 00 01", "41445000001", "445000001", "044 500 00 01", "+41445000001"]
    lines = [f"P{place};Bea {place};open;;{cell};;;;;" for place, cell in enumerate(cells)]
    data = bring(folder, *lines, country='country = "Switzerland"')
    assert {brought(f"P{place}").contact.phone for place in range(5)} == {"+41445000001"}
    assert "tel: without the code of a country: read as a number of Switzerland: 4" in data
    assert "Assumed on 4 lines" in data


def test_no_number_of_another_country_is_made(house, folder):
    bring(folder, "N1;Bea;open;;041 44 500 00 01;;;;;", "N2;Bo;open;;0470 11 12 22;unknown;;;;")
    assert [brought(key).contact.phone for key in ("N1", "N2")] == ["", ""]
    assert comment("N1") == "tel: 041 44 500 00 01"


def test_two_numbers_and_an_extension_stay_apart(house, folder):
    bring(folder, "T1;Bea;open;;02 555 01 01 ext. 12 / 0470 11 12 22;BE;;;;")
    contact = brought("T1").contact
    assert [(row.number, row.label, row.is_main) for row in contact.phones.all()] == [
        ("+3225550101", "ext. 12", True),
        ("+32470111222", "", False),
    ]


def test_a_column_says_how_it_is_written(house, folder):
    bring(folder, "W1;Ann;won;;;;03/04/2025;1.234;;0.5", "W2;Bob;won;;;;13/04/2025;1.000,50;;0.75")
    assert (brought("W1").deal_value, brought("W1").success_rate) == (Decimal(1234), 50)
    assert (brought("W1").started_at.day, brought("W1").started_at.month) == (3, 4)


def test_what_no_cell_decides_is_kept_and_asked(house, folder):
    data = bring(folder, "Q1;Ann;won;;;;03/04/2025;1.234;;0.75", "Q2;Bob;won;;;;;;;75 %")
    assert "Not said, sum: its cells do not say which mark stands before the decimals" in data
    assert "Not said, begun: its cells do not say whether the day or the month stands first" in data
    assert "Not said, odds: its cells do not say whether 1 is all of it or one percent" in data
    assert (brought("Q1").deal_value, brought("Q1").success_rate, brought("Q2").success_rate) == (
        None,
        None,
        75,
    )
    assert comment("Q1") == "begun: 03/04/2025\nsum: 1.234\nodds: 0.75"


def test_a_moment_at_the_end_of_which_a_z_stands_is_that_of_utc(house, folder):
    bring(folder, "Z1;Ann;open;;;;2025-04-03T22:30:00Z;;;")
    assert brought("Z1").started_at.isoformat() == "2025-04-03T22:30:00+00:00"


def test_a_currency_that_cannot_be_read_makes_no_amount(house, folder):
    bring(folder, "M1;Ann;won;;;;;500;Taler;", "M2;Bob;won;;;;;500;$;", currency="USD")
    assert (brought("M1").deal_value, brought("M2").deal_currency) == (None, "USD")
    assert comment("M1") == "cur: Taler\nsum: 500"


def test_the_page_can_say_how_the_file_is_written(house):
    line = 'A7,Mia Stone,GTX Pro,Harbour Light,Won,3/4/2017,,"1.234"\n'
    upload = checked(
        Received("deals.csv", (DEALS + line).encode()), [], currency="EUR", by=house.dina, at=NOON
    )
    assert [row[2] for row in upload.summary["unread_lines"]] == ["1.234"]
    assert upload.summary["questions"] == [["close_value", "decimal"]]
    said = Columns(is_day_first=False, has_commas=True, is_said=True)
    with_columns(upload.pk, said, by=house.dina, at=NOON)
    summary = Import.objects.get().summary
    assert (summary["unread_lines"], summary["questions"]) == ([], [])
    assert ["close_value", "decimal", {"mark": ","}, 1] in summary["assumed_values"]


@pytest.mark.parametrize(("language", "encoding"), [("ru", "windows-1251"), ("en", "windows-1252")])
def test_a_file_that_tells_no_code_page_is_read_in_that_of_whoever_puts_it_up(house, language, encoding):
    house.dina.language = language
    house.dina.save()
    content = DEALS.replace("Harbour Light", "Привет").encode("windows-1251")
    upload = checked(Received("deals.csv", content), [], currency="EUR", by=house.dina, at=NOON)
    assert (upload.summary["encoding"], upload.file.how_read.encoding) == (encoding, encoding)


def test_the_command_ends_with_the_figures_for_programs(house, folder, capsys, monkeypatch):
    monkeypatch.setattr(installation, "database", nullcontext)
    monkeypatch.setattr(installation, "enter", lambda: None)
    bring(folder, "J1;Ann;open;;0470 11 12 22;BE;;12 apples;;", "J2;Bob;lost;;;;;;;", dry_run=True)
    assert main(["import", str(folder.main), "--mapping", str(folder.mapping), "--json"]) == 1
    data = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert data["counts"] == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "duplicates": 0,
        "refused": 1,
        "assumed": 1,
        "unread": 1,
    }
    assert data["assumed"][0]["assumption"].endswith("number of Belgium")
    assert (data["unread"][0]["column"], data["unread"][0]["value"]) == ("sum", "12 apples")
    assert Lead.objects.count() == 1
