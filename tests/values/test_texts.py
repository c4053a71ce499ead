"""Text and names are kept as they are, without what nobody sees around them and nothing can store."""

import pytest

from leadwright.values.texts import read_name, read_text
from tests.values.reading import NONE, assumed, outcome

TEXTS = [
    ("Ann", "Ann"),
    ("  Ann \t", "Ann"),
    ("\u200bAnn\ufeff", "Ann"),
    ("\u202aAnn\u202c", "Ann"),
    ("\u2068Ann\u2069\u200e", "Ann"),
    ("e\u0301", "é"),
    ("Å", "Å"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\x00b", "a\ufffdb"),
    ("a\ud800b", "a\ufffdb"),
    ("a\x1bb", "a\ufffdb"),
    ("a\x85b", "a\ufffdb"),
    ("a\u202eb", "a\ufffdb"),
    ("a\ufffdb", "a\ufffdb"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("عربى", "عربى"),
    ("ﬁ", "ﬁ"),
    ("5²", "5²"),
    ("\u2800\u3164", ""),
    ("\u202a\u202c", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "value"), TEXTS)
def test_a_text_is_kept_as_it_is(text: str, value: str) -> None:
    assert outcome(read_text, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ann\nAuthor", "Ann Author"),
        ("Ann   O'Neil", "Ann O'Neil"),
        ("=?utf-8?q?Ann?=", NONE),
        ("a\tb", "a b"),
    ],
)
def test_a_name_is_one_line(text: str, value: str) -> None:
    assert outcome(read_name, text) == value


def test_what_could_not_be_kept_is_told() -> None:
    assert assumed(read_text, "a\x00b") == ["bytes"]
    assert assumed(read_text, "a\ufffdb") == []
