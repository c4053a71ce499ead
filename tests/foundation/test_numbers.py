"""Numbers are written in the digits 0 to 9, wherever a stranger writes them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from leadwright.foundation.money import NotMoney, parse_money
from leadwright.foundation.numbers import (
    Ambiguous,
    integer_in,
    number_in,
    plain_decimal,
    written_decimal,
)
from leadwright.values.typed import typed_decimal
from leadwright.web.base.fields import Day, Integer
from leadwright.web.privacy.forms import RuleForm

OTHERS = ("٣", "３", "१", "𝟛", "1_0", "1٣", "²", "Ⅷ")


OTHER = st.characters(categories=["Nd", "Nl", "No"]).filter(lambda sign: not sign.isascii())


@given(st.text(alphabet=OTHER, min_size=1))
def test_no_other_script_writes_a_number(text: str) -> None:
    assert integer_in(text) is plain_decimal(text) is number_in(text) is None


def test_limits_hold_at_both_ends() -> None:
    assert (integer_in("5", least=5, most=5), integer_in("-5", least=-5), integer_in("-5")) == (
        5,
        -5,
        None,
    )
    assert integer_in("9" * 19) is integer_in("9" * 5000) is integer_in("") is None
    assert plain_decimal("-12.5") == Decimal("-12.5")


@pytest.mark.parametrize("text", OTHERS)
def test_no_amount_that_a_program_sends_has_other_digits(text: str) -> None:
    with pytest.raises(NotMoney):
        parse_money(text, "EUR")


@pytest.mark.parametrize("text", OTHERS)
def test_no_form_takes_other_digits(text: str) -> None:
    assert "months" in RuleForm({"subject": "lost", "months": text}).errors
    for field, value in ((Integer(), text), (Day(), f"٢٠٢٦-03-0{text}")):
        with pytest.raises(ValidationError):
            field.clean(value)


AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


@given(AMOUNTS, st.sampled_from([".", ","]))
def test_what_is_written_with_a_mark_is_read_back_with_it(number: Decimal, mark: str) -> None:
    assert typed_decimal(written_decimal(number, mark), mark) == number


@given(AMOUNTS)
def test_what_a_program_writes_is_that_number_where_no_mark_is_said(number: Decimal) -> None:
    assert typed_decimal(written_decimal(number)) == number


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.234,56", ",", "1234.56"),
        ("1 234,56", ",", "1234.56"),
        ("1234.56", ",", "1234.56"),
        ("1.234.567", ",", "1234567"),
        ("1,234", ",", "1.234"),
        ("1,234.56", ".", "1234.56"),
        ("1,234", ".", "1234"),
        ("12,5", ".", "12.5"),
        ("1.234,56", "", "1234.56"),
        ("0.125", "", "0.125"),
        ("0.125", ",", "0.125"),
    ],
)
def test_a_number_is_read_as_it_is_typed_in_a_language(text: str, mark: str, number: str) -> None:
    assert typed_decimal(text, mark) == Decimal(number)


@pytest.mark.parametrize(("text", "mark"), [("1.234", ","), ("1,234", "")])
def test_what_can_be_two_numbers_is_neither(text: str, mark: str) -> None:
    with pytest.raises(Ambiguous):
        typed_decimal(text, mark)


@pytest.mark.parametrize("text", ["", "many", "1,2,3", "1.2.3", "1,23.4", "9" * 17, "1,2345678", "1e5"])
@pytest.mark.parametrize("mark", ["", ".", ","])
def test_what_is_no_number_in_any_spelling_is_none(text: str, mark: str) -> None:
    assert typed_decimal(text, mark) is None
