"""What is handed out as a sheet comes back through our own import as it was, whatever the cells hold."""

from datetime import UTC

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.formulas import bare, guarded
from leadwright.foundation.sheets import Format, Heading, Sheet, Wanted
from leadwright.foundation.text import fault_in_text
from leadwright.intake.reading.opening import read_table
from tests.makers import NOON

HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "+32 2 555 01 01",
    "-2+3",
    "@SUM(A1)",
    "'=1+1",
    "''=1+1",
    "'plain",
    " =1+1",
    "\t=1+1",
    "\u00a0=1+1",
    "＝1+1",
    "\n=1+1",
    'said "so"',
    '"',
    '""',
    "a,b;c|d\te",
    "one\ntwo",
    "one\r\ntwo",
    "one\rtwo",
    "\rbegins",
    "sep=;",
    "ends \\",
    "عربى\u200f",
    "12,50",
    "1E5",
    "2026-02-30",
    "007",
    "\U0001f600",
    "#REF!",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not fault_in_text(text))


def sent(headings: list[Heading], parts: list[list[list[str]]], *, in_words: bool) -> bytes:
    request = RequestFactory().get("/")
    asked = attempt_of(request, face="page")
    wanted = Wanted(format=Format.CSV, in_words=in_words, has_mark=in_words, asked=asked, at=NOON)
    sheet = Sheet(name="x", headings=headings, parts=parts, wanted=wanted, zone=UTC, noted=lambda: None)
    return b"".join(sheet.answer(request).streaming_content)


def sent_and_read(cells: list[str], *, in_words: bool, language: str = "en") -> tuple[str, ...]:
    headings = [Heading(key=f"key{place}", words=f"Heading {place}") for place in range(len(cells) + 1)]
    with override(language):
        content = sent(headings, [[["1", *cells]]], in_words=in_words)
    (line,) = read_table(content).lines
    return line.cells[1:]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_hostile_text_comes_back_as_it_was(text: str, language: str) -> None:
    assert sent_and_read([text, "next"], in_words=True, language=language) == (text, "next")
    assert sent_and_read([text, "next"], in_words=False) == (text, "next")


@given(cells=st.lists(TEXTS, min_size=1, max_size=4), in_words=st.booleans())
def test_any_text_comes_back_as_it_was(cells: list[str], in_words: bool) -> None:
    assert sent_and_read(cells, in_words=in_words) == tuple(cells)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()[:1] in "=+-@＝"])
def test_no_cell_begins_with_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert bare(guarded(text)) == text


def test_columns_that_are_called_alike_say_their_keys() -> None:
    headings = [Heading(key="status", words="Status"), Heading(key="fields.own_s", words="status*")]
    content = sent(headings, [], in_words=True)
    assert read_table(content).headers == ["Status (status)", "status* (fields.own_s)"]
