"""The examples of the reference page are what the readers do."""

import re
from pathlib import Path

import pytest

from leadwright.values.companies import read_company_number
from leadwright.values.context import Read
from leadwright.values.countries import read_country
from leadwright.values.dates import read_moment
from leadwright.values.emails import read_email
from leadwright.values.languages import read_language
from leadwright.values.money import read_money
from leadwright.values.numbers import read_number, read_percentage
from leadwright.values.phones import read_phones
from leadwright.values.texts import read_name
from leadwright.values.urls import read_url
from tests.values.reading import ASKED, NONE, outcome

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "values.md"
READERS = {
    "Amounts": read_money,
    "Numbers": read_number,
    "Percentages": read_percentage,
    "Days and moments": read_moment,
    "Telephone numbers": lambda text, context: Read(", ".join(map(str, read_phones(text, context).value))),
    "E-mail addresses": read_email,
    "Web addresses": read_url,
    "Countries": read_country,
    "Languages": read_language,
    "Numbers of companies": read_company_number,
    "Names and texts": read_name,
}
NAMES = {"share": "is_share", "day first": "is_day_first"}
EXAMPLES = [
    (title.strip(), *row)
    for title, _newline, section in (
        part.partition("\n") for part in PAGE.read_text("utf-8").split("\n## ")[1:]
    )
    for row in re.findall(r"^\| `(.+)` \| (.*?) ?\| (.+) \|$", section, re.MULTILINE)
]


def known(words: str) -> dict[str, object]:
    """Return what a cell such as `currency EUR, decimal ,` says."""
    rows = [row.rpartition(" ") for row in re.split(r",\s(?=[a-z])", words) if row]
    return {
        NAMES.get(name, name): {"yes": True, "no": False}.get(value, value) for name, _space, value in rows
    }


def test_each_kind_has_its_examples() -> None:
    assert {title for title, *_row in EXAMPLES} == set(READERS)


@pytest.mark.parametrize(("title", "text", "words", "value"), EXAMPLES)
def test_an_example_is_what_the_reader_does(title: str, text: str, words: str, value: str) -> None:
    expected = {"asked": ASKED, "refused": NONE}.get(value, value)
    assert outcome(READERS[title], text, **known(words)) == expected
