"""Expressions agree with a second, tiny reckoner that knows fractions, written from the page and not from the code."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leadwright.foundation.expressions import Kind, Reason, parse

CLOSE = Fraction(1, 10**9)
NUMBERS = st.integers(-50, 50) | st.none()
LEAVES = st.sampled_from(["a", "b", "c"]) | st.integers(0, 9)


def written(tree: object) -> str:
    """Write a tree as an expression, in brackets wherever it branches."""
    match tree:
        case str() | int():
            return str(tree)
        case ("if", condition, yes, no):
            return f"if({written(condition)}, {written(yes)}, {written(no)})"
        case ("not", part):
            return f"(not {written(part)})"
        case (sign, left, right):
            return f"({written(left)} {sign} {written(right)})"
    raise AssertionError(tree)


def reckoned(tree: object, fields: dict[str, int | None]) -> Fraction | bool | None:
    """Return the value of a tree as an exact fraction, or None."""
    match tree:
        case str():
            value = fields[tree]
            return None if value is None else Fraction(value)
        case int():
            return Fraction(tree)
        case ("if", condition, yes, no):
            return reckoned(yes if reckoned(condition, fields) is True else no, fields)
        case ("not", part):
            value = reckoned(part, fields)
            return None if value is None else not value
        case (sign, left, right):
            return _joined(sign, reckoned(left, fields), reckoned(right, fields))
    raise AssertionError(tree)


def _joined(sign: str, a: Fraction | bool | None, b: Fraction | bool | None) -> Fraction | bool | None:
    if sign in ("and", "or"):
        decisive = sign == "or"
        return decisive if decisive in (a, b) else None if None in (a, b) else not decisive
    if a is None or b is None or (sign == "/" and b == 0):
        return None
    acts = {
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: a * b,
        "/": lambda: a / b,
        "<": lambda: a < b,
        "=": lambda: a == b,
        ">=": lambda: a >= b,
    }
    return acts[sign]()


def numbers(depth: int) -> st.SearchStrategy[object]:
    if not depth:
        return LEAVES
    part = numbers(depth - 1)
    return (
        LEAVES
        | st.tuples(st.sampled_from("+-*/"), part, part)
        | st.tuples(st.just("if"), conditions(depth - 1), part, part)
    )


def conditions(depth: int) -> st.SearchStrategy[object]:
    comparison = st.tuples(st.sampled_from(["<", "=", ">="]), numbers(depth), numbers(depth))
    if not depth:
        return comparison
    part = conditions(depth - 1)
    return (
        comparison | st.tuples(st.sampled_from(["and", "or"]), part, part) | st.tuples(st.just("not"), part)
    )


@given(numbers(3), NUMBERS, NUMBERS, NUMBERS)
def test_numbers_agree_with_exact_fractions(
    tree: object, a: int | None, b: int | None, c: int | None
) -> None:
    fields = {"a": a, "b": b, "c": c}
    expression = parse(written(tree))
    assert expression.kind_in(dict.fromkeys("abc", Kind.NUMBER)) is Kind.NUMBER
    result, expected = expression.result(fields), reckoned(tree, fields)
    if expected is None:
        assert result.reason in (Reason.EMPTY, Reason.DIVISION_BY_ZERO)
    elif result.reason is not Reason.TOO_LARGE:
        assert abs(Fraction(result.value) - expected) < CLOSE


@given(conditions(3), NUMBERS, NUMBERS, NUMBERS)
def test_conditions_agree_with_exact_fractions(
    tree: object, a: int | None, b: int | None, c: int | None
) -> None:
    fields = {"a": a, "b": b, "c": c}
    result = parse(written(tree)).result(fields)
    if result.reason is not Reason.TOO_LARGE:
        assert result.value is reckoned(tree, fields)
