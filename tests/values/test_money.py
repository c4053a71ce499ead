"""Amounts are read with their sign, their unit and their currency, or not at all."""

import pytest

from leadwright.values.money import read_money
from tests.values.reading import ASKED, NONE, assumed, outcome

AMOUNTS = [
    ("1 234,50-", "-1234.50 EUR"),
    ("(1 234,50)", "-1234.50 EUR"),
    ("€-500", "-500.00 EUR"),
    ("- 500", "-500.00 EUR"),
    ("‐500", "-500.00 EUR"),
    ("500‑", "-500.00 EUR"),
    ("+500", "500.00 EUR"),
    ("R 500", "500.00 ZAR"),
    ("R$ 1.234,56", "1234.56 BRL"),
    ("1000 Yen", "1000 JPY"),
    ("500 RMB", "500.00 CNY"),
    ("5 млрд руб.", "5000000000.00 RUB"),
    ("1,23,45,678.90", "12345678.90 EUR"),
    ("₹12,34,567", "1234567.00 INR"),
    ("1.5 k€", "1500.00 EUR"),
    ("k€ 1.5", "1500.00 EUR"),
    ("10 Tsd. €", "10000.00 EUR"),
    ("USD500k", "500000.00 USD"),
    ("2 Tausend", "2000.00 EUR"),
    ("£1,234.5k", "1234500.00 GBP"),
    ("EUR 500 EUR", "500.00 EUR"),
    ("1'234'567.–", "1234567.00 EUR"),
    ("€1.234.567,89", "1234567.89 EUR"),
    ("kr. 1.234,50", ASKED),
    ("($500.00)", ASKED),
    ("500 DR", NONE),
    ("12,34,56", NONE),
    ("1.234,567.89", NONE),
    ("12.345.67", NONE),
    ("EUR -5-", NONE),
    ("€ 5 / month", NONE),
    (">500", NONE),
    ("ca. 500", NONE),
    ("3 Billionen", NONE),
    ("500+", NONE),
    ("(500.00)", "-500.00 EUR"),
    ("500.00-", "-500.00 EUR"),
    ("−500", "-500.00 EUR"),
    ("-500", "-500.00 EUR"),
    ("(€ 500)", "-500.00 EUR"),
    ("€ (500)", "-500.00 EUR"),
    ("5k", "5000.00 EUR"),
    ("1.2M", "1200000.00 EUR"),
    ("5 Mrd", "5000000000.00 EUR"),
    ("12k€", "12000.00 EUR"),
    ("5 Mio. €", "5000000.00 EUR"),
    ("TEUR 500", "500000.00 EUR"),
    ("5 тыс. ₽", "5000.00 RUB"),
    ("5,5 млн", "5500000.00 EUR"),
    ("5 lakh", "500000.00 EUR"),
    ("USD 500", "500.00 USD"),
    ("500 USD", "500.00 USD"),
    ("500 usd", "500.00 USD"),
    ("£500", "500.00 GBP"),
    ("US$ 5", "5.00 USD"),
    ("Rs. 500", ASKED),
    ("100 руб.", "100.00 RUB"),
    ("1 000 Kč", "1000.00 CZK"),
    ("1.234,56", "1234.56 EUR"),
    ("1,234.56", "1234.56 EUR"),
    ("1,00,000", "100000.00 EUR"),
    ("12,34,567.5", "1234567.50 EUR"),
    ("1'234.50", "1234.50 EUR"),
    ("1’234,50", "1234.50 EUR"),
    ("1\u202f234,50", "1234.50 EUR"),
    ("1\u00a0234\u00a0567", "1234567.00 EUR"),
    ("1.234.567", "1234567.00 EUR"),
    ("€ 12,-", "12.00 EUR"),
    ("1.500,- €", "1500.00 EUR"),
    ("500.–", "500.00 EUR"),
    (".5", "0.50 EUR"),
    ("0.750", "0.75 EUR"),
    ("１２３", "123.00 EUR"),
    ("٣٤٥٫٥", "345.50 EUR"),
    ("\u200b500\ufeff", "500.00 EUR"),
    ("500 BEF", "500.00 BEF"),
    ("1.234", ASKED),
    ("1,234", ASKED),
    ("1.234k", ASKED),
    ("$5", ASKED),
    ("kr 100", ASKED),
    ("¥500", ASKED),
    ("50%", NONE),
    ("50 %", NONE),
    ("1,05.4", NONE),
    ("12 34", NONE),
    ("1.2.3", NONE),
    ("--5", NONE),
    ("(-5)", NONE),
    ("5-6", NONE),
    ("1/2", NONE),
    ("1e5", NONE),
    ("5²", NONE),
    ("½", NONE),
    ("1٣", NONE),
    ("12kg", NONE),
    ("5 billion", NONE),
    ("T5", NONE),
    ("500 all", NONE),
    ("500 CR", NONE),
    ("EUR 5 USD", NONE),
    ("abc", NONE),
    ("NaN", NONE),
    ("EUR", NONE),
    ("", NONE),
    ("9" * 40, NONE),
    ("1.005,001", NONE),
]


@pytest.mark.parametrize(("text", "value"), AMOUNTS)
def test_an_amount_is_read_or_refused_and_never_cut(text: str, value: str) -> None:
    assert outcome(read_money, text, currency="EUR") == value


@pytest.mark.parametrize(
    ("text", "known", "value"),
    [
        ("$5", {"currency": "USD", "country": "CA"}, "5.00 USD"),
        ("$5", {"currency": "EUR", "country": "CA"}, "5.00 CAD"),
        ("$5", {"currency": "EUR", "country": "BE"}, ASKED),
        ("kr 100", {"currency": "SEK"}, "100.00 SEK"),
        ("kr 100", {"currency": "EUR", "country": "NO"}, "100.00 NOK"),
        ("¥500", {"currency": "JPY"}, "500 JPY"),
        ("12.5", {"currency": "JPY"}, NONE),
        ("1.234", {"currency": "KWD", "decimal": "."}, "1.234 KWD"),
        ("1.234", {"currency": "EUR", "decimal": ","}, "1234.00 EUR"),
        ("1.234", {"currency": "EUR", "decimal": "."}, NONE),
        ("12.50", {"currency": "EUR", "decimal": ","}, "12.50 EUR"),
        ("5", {}, NONE),
        ("5 EUR", {}, "5.00 EUR"),
    ],
)
def test_what_is_known_around_an_amount_decides_and_nothing_else(text: str, known, value: str) -> None:
    assert outcome(read_money, text, **known) == value


@pytest.mark.parametrize(
    ("text", "known", "codes"),
    [
        ("500", {}, []),
        ("USD 500", {}, []),
        ("5k", {}, ["unit"]),
        ("٣", {}, ["digits"]),
        ("1.234", {"decimal": ","}, ["decimal"]),
        ("1.234,5", {"decimal": ","}, []),
        ("12.50", {"decimal": ","}, ["decimal"]),
        ("$5", {"country": "CA"}, ["currency"]),
    ],
)
def test_what_was_assumed_of_an_amount_is_told(text: str, known, codes: list[str]) -> None:
    assert assumed(read_money, text, currency="EUR", **known) == codes


def test_what_was_assumed_is_said_in_words() -> None:
    (unit,) = read_money("5k", context_of("EUR")).assumed
    assert unit.words == "“k” read as times 1,000"


def context_of(currency: str):
    from leadwright.values.context import Context

    return Context(currency=currency)
