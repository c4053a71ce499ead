"""A value that is written into a file in any dialect comes out of it as what it was."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leadwright.foundation.money import Money
from leadwright.intake.reading.opening import read_table
from leadwright.values.context import Context
from leadwright.values.dates import read_date
from leadwright.values.evidence import Kind, evidence
from leadwright.values.money import read_money
from leadwright.values.phones import read_phone
from leadwright.values.texts import read_name

LETTERS = {
    "utf-8": "aÄ東И😀",
    "utf-8-sig": "aÄ東И😀",
    "utf-16": "aÄ東И",
    "windows-1252": "aÄé€œ",
    "windows-1251": "aИЖя",
    "windows-1250": "aŻőŘ",
}
LANGUAGES = {"windows-1251": "ru", "windows-1250": "pl"}
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y"]
HEADS = ["number", "name", "day", "sum", "tel"]


@st.composite
def dialects(draw):
    """Return how a program writes a file."""
    return {
        "encoding": draw(st.sampled_from(sorted(LETTERS))),
        "separator": draw(st.sampled_from([",", ";", "\t", "|"])),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        "end": draw(st.sampled_from(["\n", "\r\n"])),
        "decimal": draw(st.sampled_from([(",", "."), (".", ","), (",", "\u00a0"), (".", "'")])),
        "day": draw(st.sampled_from(DAYS)),
    }


@st.composite
def rows(draw, dialect):
    """Return values of some lines: one of their days says the order of all."""
    letters = LETTERS[dialect["encoding"]]
    names = st.text(alphabet=letters + "bcd ,;|\"'-", min_size=1, max_size=20).filter(
        lambda text: text.strip(" '\"-") and text[0] not in "'-" and "\t" not in text
    )
    line = st.tuples(
        names,
        st.dates(date(1970, 1, 1), date(2068, 12, 31)),
        st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100),
        st.integers(0, 999_999).map(lambda number: f"+32470{number:06d}"),
    )
    certain = ("x" * 3, date(2025, 1, 31), Decimal("1234.56"), "+32470000000")
    return [*draw(st.lists(line, min_size=1, max_size=8)), certain, certain]


def written(lines, dialect) -> bytes:
    """Write lines as a program would."""
    mark, group = dialect["decimal"]
    # A code page that has no space that does not break has a plain one.
    group = "." if group == "\u00a0" and mark == "," and dialect["encoding"] == "utf-16" else group
    body = io.StringIO(newline="")
    writer = csv.writer(
        body, delimiter=dialect["separator"], quoting=dialect["quoting"], lineterminator=dialect["end"]
    )
    writer.writerow(HEADS)
    for place, (name, day, amount, phone) in enumerate(lines):
        whole, cents = f"{abs(amount):.2f}".split(".")
        sum_ = ("-" if amount < 0 else "") + f"{int(whole):,}".replace(",", group) + mark + cents
        writer.writerow([f"k{place}", name, day.strftime(dialect["day"]), f"{sum_} EUR", phone])
    return body.getvalue().encode(dialect["encoding"])


@given(st.data())
def test_what_is_written_in_any_dialect_is_read_as_what_it_was(data):
    dialect = data.draw(dialects())
    lines = data.draw(rows(dialect))
    page = dialect["encoding"]
    table = read_table(written(lines, dialect), language=LANGUAGES.get(page, "en"))
    assert (table.headers, table.unclosed) == (HEADS, [])
    columns = list(zip(*(line.cells for line in table.lines), strict=True))
    days = evidence(Kind.DATE, columns[2]).added_to(Context())
    sums = evidence(Kind.MONEY, columns[3]).added_to(Context())
    read = [
        (
            line.cells[1].strip(),
            read_date(line.cells[2], days).value,
            read_money(line.cells[3], sums).value,
            read_phone(line.cells[4]).value.number,
        )
        for line in table.lines
    ]
    assert read == [(name.strip(), day, Money(amount, "EUR"), phone) for name, day, amount, phone in lines]
    assert read_name(read[0][0]).value
