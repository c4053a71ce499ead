"""A number that names a row comes as a number or in digits; anything else names none."""

import pytest

from leadwright.foundation.numbers import LARGEST, number_in


@pytest.mark.parametrize("value", [17, "17", "0017"])
def test_a_number_and_its_digits_name_the_same_row(value):
    assert number_in(value) == 17


@pytest.mark.parametrize("value", [0, "0", -1, "-1", True, 1.0, "1.0", "", " 1", "٣", None, [1], LARGEST + 1])
def test_what_no_row_can_have_is_none(value):
    assert number_in(value) is None
    assert number_in(str(LARGEST + 1)) is None
    assert number_in("9" * 5000) is None


def test_the_largest_number_of_a_row_is_read():
    assert number_in(str(LARGEST)) == number_in(LARGEST) == LARGEST
