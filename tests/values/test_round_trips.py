"""What is written in any dialect is read as what it was."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from leadwright.foundation.money import Money
from leadwright.values.context import Context, Unreadable
from leadwright.values.countries import LANGUAGES, read_country
from leadwright.values.dates import read_date, read_moment
from leadwright.values.emails import read_email
from leadwright.values.evidence import Kind, evidence
from leadwright.values.money import read_money
from leadwright.values.numbers import read_number, read_percentage
from leadwright.values.phones import read_phones
from leadwright.values.texts import read_text

NARROW, WIDE = "\u202f", "\u00a0"
DIALECTS = [
    (mark, group) for mark in ".," for group in ("", " ", NARROW, WIDE, "'", "’", ",", ".") if group != mark
]
SIGNS = ["-{}", "({})", "{}-", "−{}"]
CENTS = st.integers(-(10**14), 10**14).map(lambda cents: Decimal(cents) / 100)
DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
UNSEEN = st.sampled_from(["", "\u200b", "\ufeff", "\u202a", " "])


def grouped(digits: str, group: str) -> str:
    return f"{int(digits):,}".replace(",", group)


def written(amount: Decimal, mark: str, group: str, sign: str) -> str:
    whole, cents = f"{abs(amount):.2f}".split(".")
    text = f"{grouped(whole, group)}{mark}{cents}"
    return sign.format(text) if amount < 0 else text


@given(
    CENTS,
    st.sampled_from(DIALECTS),
    st.sampled_from(SIGNS),
    st.sampled_from(["{}", "EUR {}", "{} €", "€{}"]),
    UNSEEN,
)
def test_any_amount_is_read_as_it_was_written(
    amount: Decimal, dialect, sign: str, shape: str, unseen: str
) -> None:
    text = unseen + shape.format(written(amount, *dialect, sign)) + unseen
    assert read_money(text, Context(currency="EUR")).value == Money(amount, "EUR")


@given(st.integers(-(10**12), 10**12), st.sampled_from(DIALECTS), st.sampled_from("٠०０𝟘"))
def test_any_number_is_read_with_the_mark_of_its_column(number: int, dialect, zero: str) -> None:
    mark, group = dialect
    text = ("-" if number < 0 else "") + grouped(str(abs(number)), group)
    script = "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in text)
    assert (
        read_number(text, Context(decimal=mark)).value
        == read_number(script, Context(decimal=mark)).value
        == number
    )


@given(st.lists(CENTS.map(abs), min_size=1, max_size=20), st.sampled_from([(".", ","), (",", ".")]))
def test_a_column_with_cents_says_its_mark_by_itself(amounts: list[Decimal], dialect) -> None:
    cells = [written(amount, *dialect, "-{}") for amount in amounts]
    said = evidence(Kind.MONEY, cells).added_to(Context(currency="EUR"))
    assert [read_money(cell, said).value.amount for cell in cells] == amounts


@given(st.text(alphabet="0123456789.,'- ()€$kM%", max_size=12))
def test_nothing_that_looks_like_an_amount_is_read_as_less_than_its_digits(text: str) -> None:
    try:
        amount = read_money(text, Context(currency="EUR", decimal=".")).value.amount
    except Unreadable:
        return
    digits = "".join(sign for sign in text if sign.isdigit()).strip("0")
    assert digits in f"{abs(amount):f}".replace(".", "") or digits == ""


@given(
    st.integers(0, 10_000).map(lambda number: Decimal(number) / 100),
    st.sampled_from([".", ","]),
    st.booleans(),
)
def test_any_percentage_is_read_as_it_was_written(percent: Decimal, mark: str, is_share: bool) -> None:
    text = f"{percent / 100 if is_share else percent:f}".replace(".", mark)
    read = read_percentage(text if is_share else f"{text} %", Context(is_share=is_share, decimal=mark))
    assert read.value == percent


@given(
    DAYS,
    st.sampled_from(
        ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%B %d, %Y", "%d/%m/%y"]
    ),
)
def test_any_day_is_read_in_the_order_of_its_column(day: date, form: str) -> None:
    context = Context(is_day_first=not form.startswith("%m"))
    assert read_date(day.strftime(form), context).value == day


@given(DAYS, st.sampled_from(["en", "nl", "fr", "ru", "de"]), st.sampled_from(["wide", "abbreviated"]))
def test_any_day_is_read_with_its_month_in_words(day: date, language: str, width: str) -> None:
    month = Locale.parse(language).months["format"][width][day.month]
    assert read_date(f"{day.day} {month} {day.year}", Context()).value == day


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2068, 12, 30)),
    st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
    st.sampled_from(["T", " "]),
)
def test_any_moment_with_its_offset_is_that_moment(at: datetime, zone: timezone, between: str) -> None:
    aware = at.replace(tzinfo=zone)
    assert read_moment(aware.isoformat(between), Context(zone=UTC)).value == aware


@given(
    st.integers(20, 29).map(lambda number: f"4{number}"),
    st.integers(0, 999_999),
    st.sampled_from(["+32{}{}", "0032 {} {}", "0{}/{}", "+32 (0){} {}", "tel:+32{}{}"]),
    st.sampled_from(["", " ext. 12", "x12", " доб. 12", " #12"]),
)
def test_any_number_is_read_with_its_extension(prefix: str, rest: int, shape: str, extension: str) -> None:
    text = shape.format(prefix.replace("42", "47"), f"{rest:06d}") + extension
    (read,) = read_phones(text, Context(country="BE")).value
    assert (read.number, read.extension) == (
        f"+32{prefix.replace('42', '47')}{rest:06d}",
        "12" if extension else "",
    )


@given(st.from_regex(r"[a-z0-9'+_-]{1,20}(\.[a-z0-9'+_-]{1,20}){0,2}", fullmatch=True), UNSEEN)
def test_any_address_is_read_in_each_shape(local: str, unseen: str) -> None:
    address = f"{local}@example.com"
    for shape in ("{}", "mailto:{}", "Ann <{}>", "<{}>"):
        assert read_email(unseen + shape.format(address) + unseen, Context()).value == address


@given(
    st.sampled_from(LANGUAGES), st.sampled_from(["BE", "NL", "GB", "US", "RU", "CZ", "TR", "KR", "CI", "BA"])
)
def test_any_country_is_read_by_its_name(language: str, code: str) -> None:
    name = Locale.parse(language).territories[code]
    assert read_country(f" {name.upper()} ", Context()).value == code


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    for reader in (
        read_money,
        read_number,
        read_percentage,
        read_moment,
        read_phones,
        read_email,
        read_country,
    ):
        with suppress(Unreadable):
            reader(text, Context(currency="EUR", country="BE"))
    assert read_text(text, Context()).value == read_text(read_text(text, Context()).value, Context()).value
