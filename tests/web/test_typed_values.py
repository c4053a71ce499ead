"""What is typed in a form is read as what comes from a file, and what cannot be read stays as it was typed."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from leadwright.web.base.fields import Address, Language, Number
from leadwright.web.base.forms import amount_given, plain_number


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency"),
    [
        ("en", "1,234.50", "1234.50", "EUR"),
        ("nl", "1.234,50", "1234.50", "EUR"),
        ("nl", "€ 1.234,50", "1234.50", "EUR"),
        ("nl", "1.234,50 USD", "1234.50", "USD"),
        ("en", "£500", "500", "GBP"),
        ("en", "12k", "12000", "EUR"),
        ("en", "1.2M", "1200000.0", "EUR"),
        ("en", "(500)", "-500", "EUR"),
        ("nl", "500,-", "500.00", "EUR"),
        ("en", "$500", "$500", "EUR"),
        ("en", "50%", "50%", "EUR"),
        ("en", "many", "many", "EUR"),
    ],
)
def test_an_amount_is_taken_as_it_was_meant_or_as_it_was_typed(language, text, amount, currency) -> None:
    with override(language):
        assert amount_given(text, "EUR") == {"amount": amount, "currency": currency}


def test_a_form_that_knows_no_currency_names_none() -> None:
    assert amount_given("500") == {"amount": "500"}
    assert amount_given("500 USD") == {"amount": "500", "currency": "USD"}
    assert Decimal(plain_number("2k")) == 2000


@pytest.mark.parametrize("text", ["1.234", "€ 1.234", "1.234 EUR"])
def test_an_amount_that_can_be_two_is_asked_with_its_currency_too(text: str) -> None:
    with override("nl"), pytest.raises(Exception, match="1234"):
        Number().clean(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("Ann <ann@x.com>", "ann@x.com"), ("mailto:ann@x.com", "ann@x.com"), ("ann at x", "ann at x"), ("", "")],
)
def test_an_address_is_taken_out_of_what_is_around_it(text: str, value: str) -> None:
    assert Address(required=False).clean(text) == value


@pytest.mark.parametrize(("text", "value"), [("Dutch", "nl"), ("fr-be", "fr-BE"), ("klingon", "klingon")])
def test_a_language_is_typed_by_its_name(text: str, value: str) -> None:
    assert Language().clean(text) == value
