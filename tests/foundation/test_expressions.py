"""Expressions give values from fields, or say why not; what is wrong with them is said with its place."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from leadwright.foundation.expressions import ExpressionError, Kind, Reason, Result, parse
from leadwright.foundation.money import Money
from tests.test_house_rules import ROOT

PAGE = ROOT / "docs" / "reference" / "expressions.md"
FIELDS = {
    "amount": Money(Decimal("250.00"), "EUR"),
    "other": Money(Decimal("10.00"), "USD"),
    "fee": None,
    "probability": Decimal(60),
    "name": "Ann O'Hara",
    "stage": "quoted",
    "asked": date(2026, 1, 30),
    "due": date(2026, 3, 2),
    "urgent": True,
    "called": datetime(2026, 3, 2, 12, tzinfo=UTC),
}
KINDS = {
    **dict.fromkeys(["amount", "other", "fee"], Kind.MONEY),
    **dict.fromkeys(["asked", "due"], Kind.DATE),
    "probability": Kind.NUMBER,
    "name": Kind.TEXT,
    "stage": Kind.CHOICE,
    "urgent": Kind.BOOLEAN,
    "called": Kind.MOMENT,
}


def rows(columns: int) -> list[list[str]]:
    """Return the rows of the tables of the page below "Examples" that have so many columns."""
    lines = PAGE.read_text().split("## Examples")[1].splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")
    ]
    return [row for row in cells if len(row) == columns]


def told(result: Result) -> str:
    value = result.reason if result.value is None else result.value
    return str(value).lower() if isinstance(value, bool) else str(value)


def refusal(text: str) -> tuple[int, str]:
    with pytest.raises(ExpressionError) as no:
        parse(text).kind_in(KINDS)
    return no.value.position, no.value.sentence


@pytest.mark.parametrize(("text", "gives"), rows(2))
def test_each_example_gives_what_the_page_says(text: str, gives: str) -> None:
    expression = parse(text.strip("`"))
    assert expression.kind_in(KINDS)
    assert told(expression.result(FIELDS)) == gives.strip("`")


@pytest.mark.parametrize(("text", "position", "sentence"), rows(3))
def test_each_mistake_is_refused_as_the_page_says(text: str, position: str, sentence: str) -> None:
    assert refusal(text.strip("`")) == (int(position), sentence)


def test_the_page_has_examples() -> None:
    assert (len(rows(2)), len(rows(3))) == (18, 7)


def test_an_expression_says_which_fields_it_asks_for() -> None:
    assert parse("if(a.b > c, a.b, round(d, 1))").names == {"a.b", "c", "d"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("amount * 2", Kind.MONEY),
        ("2 * amount", Kind.MONEY),
        ("amount / fee", Kind.NUMBER),
        ("-amount", Kind.MONEY),
        ("if(urgent, stage, name)", Kind.TEXT),
        ("if(urgent, stage, null)", Kind.CHOICE),
        ("min(asked, due)", Kind.DATE),
        ("called", Kind.MOMENT),
        ("amount = fee", Kind.BOOLEAN),
        ("is_empty(null)", Kind.BOOLEAN),
    ],
)
def test_the_kind_follows_from_the_kinds_of_the_fields(text: str, kind: Kind) -> None:
    assert parse(text).kind_in(KINDS) is kind


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("amount * fee", 10),
        ("1 / amount", 5),
        ("name < stage", 6),
        ("due < called", 5),
        ("days_between(due, called)", 1),
        ("not 5", 5),
        ("urgent and name", 12),
        ("if(5, 1, 2)", 4),
        ("if(urgent, 1, 'a')", 15),
        ("min(urgent, urgent)", 1),
        ("round(name)", 7),
        ("round(1, probability)", 10),
        ("round(1, true)", 10),
        ("-name", 1),
        ("nobody + 1", 1),
        ("null", 1),
        ("probability in (1, 'a')", 20),
    ],
)
def test_kinds_that_do_not_fit_are_refused_at_their_place(text: str, position: int) -> None:
    assert refusal(text)[0] == position


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1),
        ("1 +", 4),
        ("(1", 3),
        ("1 2", 3),
        ("'a", 1),
        ('"a"', 1),
        ("A", 1),
        ("1 & 2", 3),
        ("eval('1')", 1),
        ("a.__class__", 2),
        ("__import__", 1),
        ("if(1)", 1),
        ("is_empty()", 10),
        ("1" * 16, 1),
        ("0." + "1" * 13, 1),
        ("'\u202e'", 1),
        ("٣", 1),
        ("money(1.234, 'EUR')", 1),
        ("money(1, 'XYZ')", 1),
        ("money(a, 'EUR')", 1),
        ("date('2026-02-30')", 1),
        ("a not b", 7),
        ("a" + " " * 1000, 1001),
        ("1" + "+1" * 100, 1),
        ("(" * 21 + "1" + ")" * 21, 21),
        ("not " * 21 + "true", 81),
        ("-" * 21 + "1", 21),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as no:
        parse(text)
    assert no.value.position == position


def test_the_largest_and_deepest_are_read() -> None:
    assert parse("1" + "+1" * 99).value({}) == 100
    assert parse("(" * 20 + "1" + ")" * 20).value({}) == 1
    assert parse("-" * 18 + "1").value({}) == 1


@pytest.mark.parametrize("word", ["true", "false", "null > 1"])
@pytest.mark.parametrize("other", ["true", "false", "null > 1"])
def test_conditions_join_as_in_sql(word: str, other: str) -> None:
    known = {"true": True, "false": False, "null > 1": None}
    a, b = known[word], known[other]
    both = False if False in (a, b) else None if None in (a, b) else True
    either = True if True in (a, b) else None if None in (a, b) else False
    assert parse(f"{word} and {other}").value({}) is both
    assert parse(f"{word} or {other}").value({}) is either
    assert parse(f"not {word}" if word != "null > 1" else "not (null > 1)").value({}) is (
        None if a is None else not a
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 in (2, null)", None), ("1 in (1, null)", True), ("1 not in (2, 3)", True), ("null in (1, 2)", None)],
)
def test_membership_knows_unknown_too(text: str, value: bool | None) -> None:
    assert parse(text).value({}) is value


@pytest.mark.parametrize("value", [1.5, [], datetime(2026, 1, 1), object(), b"x"])
def test_what_is_no_value_is_of_the_wrong_kind(value: object) -> None:
    assert parse("a").result({"a": value}) == Result(None, Reason.WRONG_KIND)


@pytest.mark.parametrize(
    "value", [Decimal("1E+1000000"), Decimal("NaN"), Decimal("sNaN"), 10**4000, -(10**15)]
)
@pytest.mark.parametrize("text", ["a", "-a", "a > 1", "concat(a)", "a * 0", "round(a)", "max(a, 1)"])
def test_no_number_grows_without_bounds(text: str, value: object) -> None:
    assert parse(text).result({"a": value}).reason is Reason.TOO_LARGE


def test_a_result_that_is_too_large_says_so() -> None:
    assert parse("a * a * a").result({"a": Decimal(10**14)}).reason is Reason.TOO_LARGE
    assert parse("concat(a, a)").result({"a": "x" * 9000}).reason is Reason.TOO_LARGE
    assert parse("a * 100").result({"a": Money(Decimal(10**12), "EUR")}).reason is Reason.TOO_LARGE


def test_amounts_are_rounded_once_to_their_currency() -> None:
    yen = Money(Decimal(100), "JPY")
    assert parse("a / 3").value({"a": yen}) == Money(Decimal(33), "JPY")
    assert parse("a / 3 * 3").value({"a": yen}) == yen


def test_days_between_moments_are_full_days_both_ways() -> None:
    early, late = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2026, 1, 3, 11, tzinfo=UTC)
    assert parse("days_between(a, b)").value({"a": early, "b": late}) == 1
    assert parse("days_between(a, b)").value({"a": late, "b": early}) == -1


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    _try(text)


ALPHABET = [
    "and",
    "or",
    "not ",
    "in(",
    "if(",
    "min(",
    "round(",
    "a",
    "b",
    "c",
    "1",
    "0",
    "'x'",
    "null",
    "true",
]
SIGNS = ["+", "-", "*", "/", "=", "<", "(", ")", ",", " "]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=5),
    st.decimals(),
    st.integers(),
    st.dates(),
    st.datetimes(timezones=st.timezones()),
    st.builds(Money, st.decimals(), st.sampled_from(["EUR", "USD", "JPY", "?"])),
    st.floats(),
)


@given(
    st.lists(st.sampled_from(ALPHABET + SIGNS), max_size=30).map("".join),
    st.lists(VALUES, min_size=3, max_size=3),
)
def test_any_row_of_words_is_read_or_refused_and_gives_a_value_or_a_reason(
    text: str, values: list[object]
) -> None:
    _try(text, dict(zip("abc", values, strict=True)))


def _try(text: str, values: dict[str, object] | None = None) -> None:
    try:
        expression = parse(text)
    except ExpressionError as refused:
        _look_at(refused, text)
        return
    result = expression.result(values or {})
    assert (result.value is None) == (result.reason is not None)


def _look_at(refused: ExpressionError, text: str) -> None:
    assert 1 <= refused.position <= len(text) + 1
    assert refused.sentence
    assert not re.search(r"\{\w+\}", refused.sentence)


def test_a_refusal_is_said_in_the_language_of_the_reader() -> None:
    with translation.override("nl"):
        sentence = refusal("probability == 5")[1]
    assert sentence == "Schrijf = in plaats van ==."
