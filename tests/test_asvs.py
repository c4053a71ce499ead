"""The ledger of security requirements: each has a test or a reason, and the page says which."""

import pytest
from docs.write_asvs import PAGE, marked, page, requirements


@pytest.mark.parametrize("number", requirements())
def test_each_requirement_has_a_test_or_a_reason(number):
    assert number in marked() or requirements()[number].get("reason")


def test_no_test_is_marked_with_a_requirement_that_is_none():
    assert set(marked()) <= set(requirements())


def test_the_page_is_as_the_marks_say():
    assert PAGE.read_text() == page(), "make reference"
