"""Which kind of field a column could be, and how its cells are read."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leadwright.fields.actions import make
from leadwright.fields.cells import Spelling, value_in
from leadwright.fields.guessing import guess
from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit
from tests.makers import NOON

ZONE = ZoneInfo("Europe/Brussels")
PLAIN = Spelling(zone=ZONE)
DUTCH = Spelling(zone=ZONE, days=("%Y-%m-%d", "%d/%m/%Y"), decimal=",")
COLUMNS: dict[str, tuple[Spelling, list[str], str]] = {
    "days": (PLAIN, ["2026-03-12", "", "2026-04-01"], "date"),
    "days of a spelling": (DUTCH, ["12/03/2026", "31/12/2026"], "date"),
    "days in words": (PLAIN, ["12 March 2026", "1 april 2026"], "date"),
    "days of no spelling": (DUTCH, ["12/31/2026", "03/04/2026"], "text"),
    "moments": (PLAIN, ["2026-03-12T09:00:00+01:00", "2026-03-12 10:00"], "datetime"),
    "whole numbers": (PLAIN, ["12", "-7", "0"], "integer"),
    "numbers that look like days": (PLAIN, ["20260312", "20260313"], "integer"),
    "numbers of things": (PLAIN, ["007", "012"], "text"),
    "huge numbers": (PLAIN, ["1" * 16], "text"),
    "decimals": (PLAIN, ["1.5", "2", "-0.25"], "decimal"),
    "decimals with commas": (DUTCH, ["1,5", "1.234,50"], "decimal"),
    "other digits": (PLAIN, ["\u0661\u0662"], "text"),
    "yes or no": (PLAIN, ["Yes", "no", "nee", "JA"], "boolean"),
    "addresses": (PLAIN, ["https://a.example/x", "http://b.example"], "url"),
    "a few that repeat": (PLAIN, ["red", "blue", "red", "blue"], "choice"),
    "names": (PLAIN, ["Ann", "Bob", "Cas"], "text"),
    "long ones": (PLAIN, ["one\ntwo", "x"], "long_text"),
    "nothing": (PLAIN, ["", "  "], "text"),
    "one word always": (PLAIN, ["same"] * 9, "text"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_the_kind_follows_from_all_values(name: str) -> None:
    spelling, texts, kind = COLUMNS[name]
    assert guess(texts, spelling).kind == kind


def test_a_guess_says_what_speaks_for_it() -> None:
    result = guess(["red", "", "blue", "red", "blue"], PLAIN)
    assert (result.filled, result.examples, result.choices) == (4, ("red", "blue"), ("blue", "red"))


CELLS: tuple[tuple[str, Spelling, str, Any], ...] = (
    ("integer", PLAIN, "1 234", 1234),
    ("integer", PLAIN, "1.5", Unfit),
    ("decimal", PLAIN, "-1,234.50", "-1234.5"),
    ("decimal", DUTCH, "-1.234,50", "-1234.5"),
    ("decimal", DUTCH, "1,2,3", Unfit),
    ("money", DUTCH, "€ 1.234,50", {"amount": "1234.50", "currency": "EUR"}),
    ("money", PLAIN, "USD 9.5", {"amount": "9.50", "currency": "USD"}),
    ("money", PLAIN, "9.5 usd", {"amount": "9.50", "currency": "USD"}),
    ("money", PLAIN, "9.5", {"amount": "9.50", "currency": "CHF"}),
    ("money", PLAIN, "9.555 EUR", Unfit),
    ("money", PLAIN, "EUR 5 USD", Unfit),
    ("money", PLAIN, "USD 5 €", Unfit),
    ("date", PLAIN, "2026-03-12 00:00", "2026-03-12"),
    ("date", PLAIN, "2026-03-12 10:30", Unfit),
    ("date", DUTCH, "12/03/2026", "2026-03-12"),
    ("date", PLAIN, "12/03/2026", Unfit),
    ("date", PLAIN, "2026-02-30", Unfit),
    ("datetime", PLAIN, "2026-03-12 10:00", "2026-03-12T09:00:00+00:00"),
    ("datetime", PLAIN, "2026-03-12T10:00:00+05:00", "2026-03-12T05:00:00+00:00"),
    ("boolean", PLAIN, "Nee", False),
    ("boolean", PLAIN, "perhaps", Unfit),
    ("url", PLAIN, "example.com", "https://example.com"),
    ("url", PLAIN, "example", Unfit),
    ("text", PLAIN, " x ", "x"),
    ("text", PLAIN, "a\x00b", Unfit),
    ("text", PLAIN, "   ", None),
)


@pytest.mark.parametrize(("kind", "spelling", "text", "value"), CELLS)
def test_a_cell_is_read_by_the_reader_of_its_field(kind, spelling, text, value) -> None:
    field, around = OwnField(kind=kind), Around(home=0, currency="CHF")
    if value is Unfit:
        with pytest.raises(Unfit):
            value_in(field, text, around, spelling)
    else:
        assert value_in(field, text, around, spelling).value == value


def test_a_choice_is_read_by_what_it_alone_is_called(house) -> None:
    choices = [
        {"code": code, "label": {"en": label}} for code, label in (("a", "Red"), ("b", "red"), ("c", "Blue"))
    ]
    data = {"subject": "lead", "key": "own_paint", "kind": "choice", "label": "Paint", "choices": choices}
    field = make(data, by=house.adm, at=NOON)
    around = Around(home=0, currency="")
    blue = next(row.pk for row in field.choices if row.code == "c")
    assert value_in(field, "BLUE", around, PLAIN).value == blue
    with pytest.raises(Unfit):
        value_in(field, "red", around, PLAIN)
