"""Numbers and percentages, as they are written in files."""

from functools import partial

import pytest

from leadwright.values.numbers import read_integer, read_number, read_percentage, rounded_percentage
from tests.values.reading import ASKED, NONE, assumed, outcome

NUMBERS = [
    ("1,00,00,000", "10000000"),
    ("10,00,000", "1000000"),
    ("12,34,567.89", "1234567.89"),
    ("99,99,999", "9999999"),
    ("9,99,999", "999999"),
    ("1,23,456", "123456"),
    ("1,23,456-", "-123456"),
    ("1,00,00,000.00", "10000000.00"),
    ("1,00,000.5", "100000.5"),
    ("१,२३,४५६", "123456"),
    (",2", "0.2"),
    ("2.", "2"),
    ("−1,00,000", "-100000"),
    ("(1,23,456)", "-123456"),
    ("٪5", NONE),
    ("01,23,456", NONE),
    ("1,2,345", NONE),
    ("1,23,45", NONE),
    ("1,0,000", NONE),
    ("1,00,000,00", NONE),
    ("1,234,56,789", NONE),
    ("1.00.000", NONE),
    ("1.00.000,50", NONE),
    ("1 ,", NONE),
    ("1a.2,3", NONE),
    ("1.2,3", NONE),
    ("1,2,3", NONE),
    ("0", "0"),
    ("-0.5", "-0.5"),
    ("+7", "7"),
    ("1234.5", "1234.5"),
    ("1234,5", "1234.5"),
    ("1 234 567,891", "1234567.891"),
    ("1'000'000", "1000000"),
    ("1.000.000", "1000000"),
    ("1,000,000", "1000000"),
    ("1,00,000", "100000"),
    ("10,000.00", "10000.00"),
    ("10.000,00", "10000.00"),
    ("(3)", "-3"),
    ("3-", "-3"),
    ("2 mln", "2000000"),
    ("１２．５", "12.5"),
    ("١٬٢٣٤٫٥", "1234.5"),
    ("007", "7"),
    ("0,5", "0.5"),
    ("1.234", ASKED),
    ("12,345", ASKED),
    ("0.123", "0.123"),
    ("1,23,4", NONE),
    ("1 2", NONE),
    ("1_000", NONE),
    ("12 EUR", NONE),
    ("5%", NONE),
    ("twelve", NONE),
    ("Ⅷ", NONE),
    ("infinity", NONE),
]
PERCENTAGES = [
    ("12,5%", "12.5"),
    ("12.5 pct", "12.5"),
    ("12 percent", "12"),
    ("12 Prozent", "12"),
    ("12,5 procent", "12.5"),
    ("12 pour cent", "12"),
    ("5 pct.", "5"),
    ("12 процентов", "12"),
    ("(3%)", "-3"),
    ("3%-", "-3"),
    ("٪75", "75"),
    ("75 ％", "75"),
    ("1.234,5 %", "1234.5"),
    (".5%", "0.5"),
    ("1 percent", "1"),
    ("100.00", "100.00"),
    ("1.0", ASKED),
    ("1,000%", ASKED),
    ("% 5 percent", NONE),
    ("5 ‰", NONE),
    ("12-15%", NONE),
    ("~5%", NONE),
    ("75 of 100", NONE),
    ("1/2", NONE),
    ("5 points", NONE),
    ("75 %", "75"),
    ("75%", "75"),
    ("%75", "75"),
    ("75", "75"),
    ("75,5 %", "75.5"),
    ("0.75 %", "0.75"),
    ("0", "0"),
    ("0%", "0"),
    ("100", "100"),
    ("٧٥٪", "75"),
    ("7５", "75"),
    ("-5 %", "-5"),
    ("0.75", ASKED),
    ("1", ASKED),
    ("0,01", ASKED),
    ("1.5", "1.5"),
    ("75 %%", NONE),
    ("75 EUR", NONE),
    ("75k", NONE),
    ("likely", NONE),
    ("", NONE),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_is_read_or_asked_or_refused(text: str, value: str) -> None:
    assert outcome(read_number, text) == value


@pytest.mark.parametrize(("text", "value"), PERCENTAGES)
def test_a_percentage_up_to_one_is_never_guessed(text: str, value: str) -> None:
    assert outcome(read_percentage, text) == value


@pytest.mark.parametrize(
    ("text", "is_share", "value"),
    [
        ("0.75", True, "75.00"),
        ("0.75", False, "0.75"),
        ("1", True, "100"),
        ("1", False, "1"),
        ("75 %", True, "75"),
    ],
)
def test_a_column_of_parts_is_read_as_such(text: str, is_share: bool, value: str) -> None:
    assert outcome(read_percentage, text, is_share=is_share) == value


def test_a_percentage_is_rounded_to_a_whole_one_and_says_so() -> None:
    assert outcome(rounded_percentage, "66.67 %") == "67"
    assert assumed(rounded_percentage, "66.67 %") == ["rounded"]
    assert [outcome(rounded_percentage, text) for text in ("101", "-1 %", "100.2")] == [NONE, NONE, NONE]


@pytest.mark.parametrize(
    ("text", "value"), [("10", "10"), ("11", NONE), ("1.5", NONE), ("0", NONE), ("1e1", NONE)]
)
def test_a_whole_number_keeps_its_limits(text: str, value: str) -> None:
    assert outcome(partial(read_integer, least=1, most=10), text) == value
