"""A file that nobody knows gets a suggestion: by its headers in several languages, by its cells, or left out."""

from contextlib import nullcontext, suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leadwright.console import installation
from leadwright.console.main import main
from leadwright.foundation.refusals import Refused
from leadwright.intake.listed import Codes, codes_for
from leadwright.intake.mapping_reading import mapping_from
from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import Line, Table, distinct_headers
from leadwright.intake.suggesting import Suggestion, suggested
from tests.intake.bringing import Folder

CODES = Codes(
    lead_type="partner-lead",
    by_word={
        "status": {"new": "new", "nieuw": "new", "gewonnen": "closed-won", "closed won": "closed-won"},
        "source": {"website": "website", "beurs": "trade-fair", "trade fair": "trade-fair"},
        "lost_reason": {"price": "price"},
    },
    statuses={"PENDING": "new", "IN_PROGRESS": "in-contact", "WON": "closed-won", "LOST": "closed-lost"},
    initial="new",
)


def test_a_dutch_file_is_understood_by_its_headers():
    made = _suggested(
        "Kenmerk;Bedrijfsnaam;Contactpersoon;E-mailadres;Telefoon;Fase;Bedrag;Aangemaakt op;Bron;Kleur\n"
        "7;Stille Molen;Ben Beek;ben@mill.example;03 234 56 78;Offerte;12,50;2026-01-12;Beurs;rood\n"
    )
    assert _fields(made) == {
        "Kenmerk": "key",
        "Bedrijfsnaam": "company.name",
        "Contactpersoon": "person.name",
        "E-mailadres": "person.email",
        "Telefoon": "person.phone",
        "Fase": "status",
        "Bedrag": "amount",
        "Aangemaakt op": "started_at",
        "Bron": "source",
        "Kleur": "",
    }
    assert {column.how for column in made.columns if column.field} <= {"header", "synonym"}


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("Firma;Ansprechpartner;Rufnummer;Betreuer", "company.name person.name person.phone owner.name"),
        ("Société;Prénom;Nom de famille;Étape", "company.name person.first person.last status"),
        ("Empresa;Correo electrónico;Móvil;Origen", "company.name company.email company.phone source"),
        ("COMPANY_NAME;e-mail;Mobile phone*;Lead source", "company.name company.email company.phone source"),
    ],
    ids=["German", "French", "Spanish", "English"],
)
def test_headers_are_known_in_each_language(headers, fields):
    made = _suggested(f"{headers}\na;b;c;d\n")
    assert [column.field for column in made.columns] == fields.split()


def test_columns_without_a_telling_header_are_known_by_their_cells():
    made = _suggested(
        "A;B;C;D;E;F;G\n"
        "K-1;ada@harbour.example;+32 470 12 34 56;€ 1.250,00;24-12-2026;Belgium;won\n"
        "K-2;ben@mill.example;+32 3 234 56 78;€ 900,00;31-12-2026;Netherlands;open\n"
        "K-3;cas@arch.example;03 234 56 79;€ 12,50;11-12-2026;Belgium;won\n"
    )
    assert [column.field for column in made.columns] == [
        *(
            "key",
            "person.email",
            "person.phone",
            "amount",
            "expected_completion_at",
            "person.country",
            "status",
        ),
    ]
    assert {column.how for column in made.columns} == {"content"}


def test_a_word_beside_that_of_a_field_says_whose_it_is():
    made = _suggested("Client;Client contact;Client email;Contact phone;Deal status\na;b;c;d;e\n")
    assert [column.field for column in made.columns] == [
        *("company.name", "person.name", "company.email", "person.phone", "status"),
    ]


def test_bare_numbers_are_the_key_in_the_first_column_alone():
    made = _suggested("A;B\n7;1996\n8;1999\n9;1986\n")
    assert [column.field for column in made.columns] == ["key", ""]
    made = _suggested("A;B;C\nx;1996;K-1\ny;1999;K-2\nz;1986;K-3\n")
    assert [column.field for column in made.columns] == ["", "", "key"]


def test_days_that_passed_are_beginnings_and_numbers_without_a_mark_are_nothing():
    made = _suggested("A;B\n2026-01-12;7\n2026-02-01;8\n2026-02-03;7\n")
    assert [column.field for column in made.columns] == ["started_at", ""]


def test_names_of_companies_are_told_from_those_of_people_and_so_are_their_places():
    made = _suggested("Name;City\nHarbour Light BV;Ghent\nQuiet Mill GmbH;Bonn\nStone Arch;Ghent\n")
    assert [column.field for column in made.columns] == ["company.name", "company.city"]
    made = _suggested("Name;City\nAda Quay;Ghent\nBen Brook;Bonn\n")
    assert [column.field for column in made.columns] == ["person.name", "person.city"]


def test_words_of_a_list_are_matched_by_code_by_label_and_by_known_words_and_the_others_are_listed():
    made = _suggested(
        "Fase;Bron\nGewonnen;Beurs\ngewonnen;Beurs\nclosed-won;Radio\nOfferte verstuurd;\nPruttelt;\n"
    )
    status = made.mapping.fields["status"]
    assert status.values == {
        "Gewonnen": "closed-won",
        "gewonnen": "closed-won",
        "closed-won": "closed-won",
        "Offerte verstuurd": "in-contact",
    }
    assert (status.otherwise, status.when_empty) == ("in-contact", "new")
    assert [(header, value.text, value.rows) for header, value in made.unmatched] == [
        ("Fase", "Pruttelt", 1),
        ("Bron", "Radio", 1),
    ]
    hows = {value.text: value.how for value in made.columns[0].values}
    assert (hows["Gewonnen"], hows["Offerte verstuurd"], hows["Pruttelt"]) == ("label", "word", "")


def test_without_a_status_each_lead_is_new_and_that_is_an_assumption():
    made = _suggested("Company;E-mail\nQuiet Mill;ben@mill.example\n")
    assert made.mapping.fields["status"].data() == {"when_empty": "new"}


def test_a_list_of_which_nobody_knows_a_word_is_kept_in_the_comment():
    made = _suggested("Company;Source;Lost reason;Note\nQuiet Mill;Radio;Whim;Old\n")
    assert made.mapping.fields["comment"].lines == ("Note: {Note}", "Source: {Source}")
    assert made.mapping.fields["reason_text"].columns == ("Lost reason",)
    assert not {"source", "lost_reason"} & made.mapping.fields.keys()
    assert [value.text for _header, value in made.unmatched] == ["Radio", "Whim"]


def test_two_columns_for_one_field_are_never_both_taken_unless_the_field_can_have_several():
    made = _suggested("Amount;Value;Phone;Mobile\n1;2;03 234 56 78;0470 12 34 56\n")
    assert [column.field for column in made.columns] == ["amount", "", "person.phone", "person.phone2"]
    assert made.mapping.fields["person.phone2"].columns == ("Mobile",)


def test_a_suggestion_can_be_saved_as_it_is():
    made = _suggested('First name;"Last\nname";Note {x};Stage\nAda;Quay;Old;New\n')
    assert mapping_from(made.mapping.data()) == made.mapping
    assert made.mapping.fields["person.name"].lines == ("{?First name} {?Last name}",)


@given(some.lists(some.lists(some.text(max_size=9), min_size=2, max_size=4), min_size=1, max_size=5))
def test_whatever_a_file_holds_a_suggestion_is_a_mapping_or_refused(rows):
    width = max(map(len, rows))
    headers = distinct_headers([*rows[0], *[""] * (width - len(rows[0]))])
    table = Table(headers, [Line(place, tuple(row)) for place, row in enumerate(rows[1:], start=2)])
    with suppress(Refused):
        made = suggested(table, codes=CODES, title="Odd", country="BE", today=date(2026, 11, 30))
        assert mapping_from(made.mapping.data()) == made.mapping
        assert [column.header for column in made.columns] == headers


def test_the_command_prints_what_it_suggests_as_a_mapping_that_it_takes(house, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(installation, "database", nullcontext)
    monkeypatch.setattr(installation, "enter", lambda: None)
    folder = Folder(tmp_path)
    folder.put("Kenmerk;Klant;Fase\n7;Stille Molen;Pruttelt\n8;Oude Brug;Gewonnen\n")
    assert main(["import", str(folder.main), "--suggest"]) == 0
    text = capsys.readouterr().out
    assert "# Fase ← status (synonym), such as Pruttelt, Gewonnen" in text
    assert "# Fase: nobody knows what “Pruttelt” means (1 line)" in text
    folder.mapping = tmp_path / "ours.toml"
    folder.put(text, name="ours.toml")
    assert "Leads: 2 new" in folder.bring(organisation=house.vendor.name)


def test_the_words_of_an_organisation_are_known_in_each_language(house):
    codes = codes_for(house.dina.unit)
    assert codes.initial == "new"
    assert codes.meant("status", "Gewonnen") == ("closed-won", "label")
    assert codes.meant("status", "Closed-Won") == ("closed-won", "label")
    assert codes.meant("source", "Trade show") == ("trade-fair", "word")
    assert codes.meant("lost_reason", "Te duur") == ("price", "word")
    assert codes.meant("status", "Pruttelt") == ("", "")


def _suggested(text: str) -> Suggestion:
    return suggested(
        read_table(text.encode()), codes=CODES, title="Odd", country="BE", today=date(2026, 11, 30)
    )


def _fields(made: Suggestion) -> dict[str, str]:
    return {column.header: column.field for column in made.columns}
