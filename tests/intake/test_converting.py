"""The text of a cell becomes a value, or says why it cannot."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leadwright.intake.converting import Around, converter
from leadwright.intake.mapping import FieldSource
from leadwright.values.context import Read, Unreadable

BRUSSELS = ZoneInfo("Europe/Brussels")


def read(
    text: str, conversion: str, *, texts: list[str] | None = None, name: str = "x", **source: Any
) -> Read[Any]:
    made = FieldSource(name=name, conversion=conversion, **source)
    convert = converter(made, zone=BRUSSELS, texts=[text] if texts is None else texts)
    return convert(text, Around(currency="EUR", country="BE"))


def test_a_date_is_noon_of_that_day_where_the_organisation_is():
    value = read("3/1/2017", "date", formats=("%m/%d/%Y",)).value
    assert value == datetime(2017, 3, 1, 11, tzinfo=UTC)


def test_a_date_with_a_time_keeps_it_and_says_in_which_zone():
    result = read("2017-07-01 08:30", "date")
    assert result.value == datetime(2017, 7, 1, 6, 30, tzinfo=UTC)
    assert [row.code for row in result.assumed] == ["zone"]


@pytest.mark.parametrize("text", ["13/40/2017", "2017-02-30", "soon", "1/1/0017"])
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(Unreadable):
        read(text, "date", formats=("%m/%d/%Y", "%Y-%m-%d"))


@pytest.mark.parametrize(
    ("cells", "amount"),
    [
        (["1.234", "5,50"], "1234"),
        (["1.234", "5.50", "1.234"], None),
        (["1.234"], None),
        (["1,234", "2.50"], "1234"),
    ],
)
def test_a_column_says_how_its_amounts_are_written(cells, amount):
    if amount is None:
        with pytest.raises(Unreadable):
            read(cells[0], "money", texts=cells)
    else:
        result = read(cells[0], "money", texts=cells)
        assert (result.value.amount, [row.code for row in result.assumed]) == (Decimal(amount), ["decimal"])


def test_what_the_mapping_or_the_page_says_is_kept_to():
    stated = read("1.234", "money", decimal=",")
    assert (stated.value.amount, stated.assumed) == (Decimal(1234), ())
    assert read("1.234", "money", usual_decimal=",").value.amount == Decimal(1234)
    assert read("03/04/2025", "date", is_day_first=True).value.month == 4


def test_a_loss_is_no_amount_of_a_lead():
    for text in ("(500.00)", "500.00-", "−500", "-5"):
        with pytest.raises(Unreadable, match="below zero"):
            read(text, "money")


def test_a_share_is_what_the_mapping_says_it_is():
    assert (read("0.4", "share").value, read("0.4", "share").assumed) == (40, ())
    assert read("66.67 %", "percentage").value == 67


def test_percentages_of_two_kinds_in_a_column_are_asked():
    cells = ["0.75", "75 %"]
    assert read("75 %", "percentage", texts=cells).value == 75
    with pytest.raises(Unreadable, match="can be"):
        read("0.75", "percentage", texts=cells)


def test_a_number_keeps_its_limits():
    with pytest.raises(Unreadable, match="from 1 to"):
        read("11", "number", name="priority")


def test_what_cannot_be_stored_is_marked_in_sight():
    assert read("a\x00b\ud800\nc", "line").value == "a\ufffdb\ufffd c"


def test_a_line_that_is_too_long_is_none():
    with pytest.raises(Unreadable, match="100"):
        read("x" * 101, "line", name="company.city")
