"""The text of a cell becomes a value, or says why it cannot."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from leadwright.intake.converting import country, date, line, money, number, percentage
from leadwright.intake.tables import Unreadable

BRUSSELS = ZoneInfo("Europe/Brussels")


def test_a_date_is_noon_of_that_day_where_the_organisation_is():
    assert date("3/1/2017", formats=("%m/%d/%Y",), zone=BRUSSELS) == datetime(2017, 3, 1, 11, tzinfo=UTC)


def test_a_date_with_a_time_keeps_it():
    assert date("2017-07-01 08:30", formats=(), zone=BRUSSELS) == datetime(2017, 7, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["13/40/2017", "2017-02-30", "soon", "1/1/0017"])
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(Unreadable):
        date(text, formats=("%m/%d/%Y", "%Y-%m-%d"), zone=BRUSSELS)


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [
        ("1054", ".", "1054"),
        ("1,054.50", ".", "1054.50"),
        ("€ 1.054,50", ",", "1054.50"),
        ("1 054,50 EUR", ",", "1054.50"),
        ("$12", ".", "12"),
    ],
)
def test_an_amount_is_read_with_its_marks(text, decimal, amount):
    assert money(text, decimal=decimal) == Decimal(amount)


@pytest.mark.parametrize("text", ["1,05.4", "abc", "-5", "1.2.3", "", "NaN", "1e5", "٣"])
def test_what_is_no_amount_is_not_guessed(text):
    with pytest.raises(Unreadable):
        money(text)


def test_a_percentage_is_rounded_to_a_integer_in():
    assert percentage("66.67 %") == 67
    assert percentage("0.4", full=Decimal(1)) == 40


def test_a_number_keeps_its_limits():
    with pytest.raises(Unreadable, match="from 1 to 10"):
        number("11", least=1, most=10)


@pytest.mark.parametrize("text", ["Belgium", "België", "be", "Belgien", " BELGIUM "])
def test_a_country_is_known_by_code_and_by_name(text):
    assert country(text) == "BE"


def test_what_cannot_be_stored_is_marked_in_sight():
    assert line("a\x00b\ud800\nc") == "a\ufffdb\ufffd c"
