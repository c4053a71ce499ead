"""What the cells of a column say together of how each of them is written."""

import pytest

from leadwright.values.context import Context
from leadwright.values.dates import read_moment
from leadwright.values.evidence import Kind, Question, evidence
from leadwright.values.numbers import read_percentage
from tests.values.reading import ASKED, outcome

# Cells of days, and what the first of them is.
DAYS = [
    (["03/04/2025", "13/04/2025"], "2025-04-03"),
    (["03/04/2025", "04/13/2025"], "2025-03-04"),
    (["03/04/2025", "31/12/2025", "01/01/2025"], "2025-04-03"),
    (["1/2/2025", "1/31/2025"], "2025-01-02"),
    (["3-4-2025", "28-4-2025"], "2025-04-03"),
    (["3-4-25", "4-28-25"], "2025-03-04"),
    (["03/04/2025 10:00", "13/04/2025 10:00"], "2025-04-03 10:00:00+00:00"),
    (["3/4/2025 1:05 PM", "3/14/2025 1:05 PM"], "2025-03-04 13:05:00+00:00"),
    (["٠٣/٠٤/٢٠٢٥", "١٣/٠٤/٢٠٢٥"], "2025-04-03"),
    (["03/04/2025", "2025-04-13"], ASKED),
    (["03/04/2025", "04/05/2025"], ASKED),
    (["03/04/2025", "05/05/2025"], ASKED),
    (["03/04/2025", "13/04/2025", "04/13/2025"], ASKED),
    (["03/04/2025", "n/a", ""], ASKED),
    (["03/04/25", "13/04/25"], "2025-04-03"),
    (["03.04.2025", "04.13.2025"], "2025-03-04"),
    (["03.04.2025", "n/a"], "2025-04-03"),
    (["2025-04-03", "03/04/2025"], "2025-04-03"),
    (["12/12/2025", "03/04/2025"], "2025-12-12"),
    (["13/04/2025", "03/04/2025"], "2025-04-13"),
    (["04/13/2025", "03/04/2025"], "2025-04-13"),
    (["3 April 2025", "13/04/2025"], "2025-04-03"),
]
SHARES = [
    (["0.75", "0.5"], "75"),
    (["0.75", "50 %"], ASKED),
    (["0.75", "12 percent"], ASKED),
    (["0.75", "50"], ASKED),
    (["1", "0.25"], "100"),
    (["1", "50"], "1"),
    (["1", "0"], ASKED),
    (["0,75", "0,5"], "75"),
]


@pytest.mark.parametrize(("cells", "value"), DAYS)
def test_one_day_over_twelve_says_the_order_of_all_and_a_contradiction_is_asked(cells, value):
    said = evidence(Kind.DATE, cells).added_to(Context())
    assert outcome(read_moment, cells[0], is_day_first=said.is_day_first) == value


def test_what_has_to_be_asked_of_days_is_asked_once_for_the_column():
    assert evidence(Kind.DATE, ["03/04/2025", "13/04/2025", "04/13/2025"]).questions == {Question.DAY_FIRST}
    assert evidence(Kind.DATE, ["03/04/2025", "13/04/2025"]).questions == frozenset()


@pytest.mark.parametrize(("cells", "value"), SHARES)
def test_parts_of_one_are_told_from_percent_by_the_other_cells(cells, value):
    said = evidence(Kind.PERCENTAGE, cells).added_to(Context())
    read = outcome(read_percentage, cells[0], is_share=said.is_share, decimal=said.decimal)
    assert (read if read == ASKED else f"{float(read):g}") == value
