"""A column says by its cells how it is written, or that it has to be asked."""

import pytest

from leadwright.values.context import Context
from leadwright.values.evidence import Evidence, Kind, Question, evidence


@pytest.mark.parametrize(
    ("cells", "mark", "is_asked"),
    [
        (["1.234", "5,50"], ",", False),
        (["1,234", "5.50"], ".", False),
        (["1.234", "1.234.567"], ",", False),
        (["1,234", "1,00,000"], ".", False),
        (["1.234", "€ 12,-"], ",", False),
        (["1.234"], "", True),
        (["1.234", "1,5", "1.5"], "", True),
        (["12", "500", "abc", ""], "", False),
        (["1.5", "1,5"], "", False),
        ([], "", False),
    ],
)
def test_amounts_say_their_mark(cells: list[str], mark: str, is_asked: bool) -> None:
    said = evidence(Kind.MONEY, cells)
    assert (said.decimal, Question.DECIMAL in said.questions) == (mark, is_asked)


@pytest.mark.parametrize(
    ("cells", "is_day_first", "is_asked"),
    [
        (["03/04/2025", "13/04/2025"], True, False),
        (["03/04/2025", "04/13/2025 10:00"], False, False),
        (["03/04/2025"], None, True),
        (["04/13/2025", "13/04/2025", "01/02/2025"], None, True),
        (["04/13/2025", "13/04/2025"], None, False),
        (["03/03/2025", "2025-04-03", "soon"], None, False),
        (["٣/٤/٢٠٢٥", "١٣/٤/٢٠٢٥"], True, False),
    ],
)
def test_days_say_their_order(cells: list[str], is_day_first: bool | None, is_asked: bool) -> None:
    said = evidence(Kind.DATE, cells)
    assert (said.is_day_first, Question.DAY_FIRST in said.questions) == (is_day_first, is_asked)


@pytest.mark.parametrize(
    ("cells", "is_share", "is_asked"),
    [
        (["0.75", "75 %"], None, True),
        (["0.5", "20"], None, True),
        (["0.75", "0.5", "1"], True, False),
        (["0,75", "0"], True, False),
        (["75", "50", "1"], False, False),
        (["75 %", "1"], False, False),
        (["1"], None, True),
        (["0", "0 %"], False, False),
    ],
)
def test_percentages_say_whether_they_are_parts_of_one(cells: list[str], is_share, is_asked: bool) -> None:
    said = evidence(Kind.PERCENTAGE, cells)
    assert (said.is_share, Question.SHARE in said.questions) == (is_share, is_asked)


def test_what_somebody_said_outweighs_the_cells() -> None:
    said = Evidence(decimal=",", is_day_first=True, is_share=True)
    assert said.added_to(Context()) == Context(decimal=",", is_day_first=True, is_share=True)
    stated = Context(decimal=".", is_day_first=False, is_share=False)
    assert said.added_to(stated) == stated
