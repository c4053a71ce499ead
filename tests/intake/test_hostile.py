"""Files made to do harm are refused or read, whatever they hold; none takes memory beyond its length."""

import pytest

from leadwright.contacts.cards import read_cards
from leadwright.intake.reading.opening import read_table
from tests.conftest import PROVE
from tests.intake.hostile import CARDS, MIB, TEXTS, WORKBOOKS
from tests.intake.measured import measured

SIZE = 40 * MIB if PROVE else 2 * MIB
# So much each sign of a file may take, besides what a file of any length may.
FACTOR, ANYWAY = 64, 48 * MIB
# What the process that reads workbooks may take at most, which it limits itself.
CHILD = 1_500 * MIB


def outcome_of(said: str) -> str:
    return "refused" if said.split(":")[0] in ("Unreadable", "Refused") else "read"


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_is_read_or_refused_in_memory_that_grows_with_its_length_alone(kind):
    content = TEXTS[kind](SIZE)
    result = measured(lambda: len(read_table(content).lines))
    assert outcome_of(result.outcome) == "refused" or result.outcome.isdigit()
    assert result.grown < ANYWAY + FACTOR * len(content)


@pytest.mark.parametrize("kind", CARDS)
def test_cards_are_read_or_refused_in_memory_that_grows_with_their_length_alone(kind):
    content = CARDS[kind](SIZE)
    result = measured(lambda: len(read_cards(content)))
    assert outcome_of(result.outcome) == "refused" or result.outcome.isdigit()
    assert result.grown < 2 * ANYWAY + 4 * len(content)


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_is_read_or_refused_and_costs_the_process_that_asks_for_it_little(kind):
    content = WORKBOOKS[kind]()
    result = measured(lambda: len(read_table(content).lines))
    assert outcome_of(result.outcome) == "refused" or result.outcome.isdigit()
    assert result.grown < 6 * ANYWAY + FACTOR * len(content)
    assert result.children < CHILD


@pytest.mark.skipif(not PROVE, reason="two hundred megabytes")
def test_a_line_of_200_megabytes_is_refused_in_memory_of_its_length():
    content = b"a,b\n" + b"x" * (200 * MIB)
    result = measured(lambda: read_table(content))
    assert result.outcome.startswith("Unreadable")
    assert result.grown < 7 * len(content)
