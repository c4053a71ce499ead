"""Named conversions: from the text of a cell to a value with what was assumed, each once a distinct text; pure."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leadwright.fields.cells import truths
from leadwright.foundation.money import Money
from leadwright.intake.contact_fields import LONGEST as OF_CONTACTS
from leadwright.intake.mapping import FieldSource
from leadwright.leads.fields import IMPORT
from leadwright.values.companies import read_company_number
from leadwright.values.context import Context, Read, Unreadable, quoted
from leadwright.values.countries import read_country
from leadwright.values.emails import read_email
from leadwright.values.evidence import Evidence, Kind, Question, evidence
from leadwright.values.forms import read_by_form
from leadwright.values.languages import read_language
from leadwright.values.money import read_currency, read_money
from leadwright.values.numbers import read_integer, rounded_percentage
from leadwright.values.phones import read_phones
from leadwright.values.texts import read_name, read_text

Convert = Callable[[str, "Around"], Read[Any]]
NOON = time(12)
LIMITS = {field.name: field.kind.limits for field in IMPORT if field.kind and field.kind.limits}
LONGEST = {"language": 10, "owner.name": 150}
USUALLY_LONGEST = 200
FIRST_YEAR, LAST_YEAR = 1900, 9000
FREE = ("text", "line", "code")
# What is read by the other values of its line.
BY_OTHERS = ("money", "currency", "phone", "company_number")
# What a mapping says itself is not assumed.
SAID_BY_DECIMAL, SAID_BY_SHARE = frozenset(("decimal",)), frozenset(("share",))
KINDS = {
    "money": Kind.MONEY,
    "percentage": Kind.PERCENTAGE,
    "share": Kind.NUMBER,
    "number": Kind.NUMBER,
    "date": Kind.DATE,
    "day": Kind.DATE,
}
REMEMBERED = 4_096
TRUTHS = {"1": True, "0": False, "y": True, "n": False, "j": True, "x": True}
_BETWEEN = re.compile(r"[,;|\n]")


class Around(NamedTuple):
    """What a line says of its other values: its currency, and the country of whom it names."""

    currency: str = ""
    country: str = ""


NOTHING_AROUND = Around()


def is_about_a_dialect(source: FieldSource) -> bool:
    """Tell whether the cells of a field are asked how they are written before they are read."""
    return source.conversion in KINDS


def is_read_by_others(source: FieldSource) -> bool:
    """Tell whether the cells of a field mean something else in another currency or another country."""
    return source.conversion in BY_OTHERS


def converter(source: FieldSource, *, zone: ZoneInfo, texts: Collection[str] = ()) -> Convert:
    """Return the conversion of a field, which raises Unreadable with a reason; `texts` are all that it will read.

    How they are written is what the mapping says, else what they say themselves, else what the page was told.
    """
    known = _context(source, zone, texts)
    read = _reader(source)
    said = (SAID_BY_DECIMAL if source.decimal else frozenset()) | (
        SAID_BY_SHARE if source.conversion == "share" else frozenset()
    )
    if source.conversion in FREE:
        return lambda text, around: read(text, known)

    @lru_cache(maxsize=REMEMBERED)
    def convert(text: str, around: Around) -> Read[Any]:
        result = read(text, replace(known, currency=around.currency, country=around.country))
        return Read(result.value, tuple(row for row in result.assumed if row.code not in said))

    return convert


def questions_of(source: FieldSource, texts: Collection[str]) -> list[Question]:
    """Return what neither the mapping, nor the page, nor the cells themselves say of how they are written."""
    kind = KINDS.get(source.conversion)
    answered = {
        Question.DECIMAL: bool(source.decimal or source.usual_decimal),
        Question.DAY_FIRST: bool(source.formats) or source.is_day_first is not None,
        Question.SHARE: source.conversion == "share",
    }
    asked = evidence(kind, texts).questions if kind else frozenset()
    return sorted(question for question in asked if not answered[question])


def _context(source: FieldSource, zone: ZoneInfo, texts: Collection[str]) -> Context:
    stated = Context(
        zone=zone, decimal=source.decimal, is_share=True if source.conversion == "share" else None
    )
    kind = KINDS.get(source.conversion)
    seen = (evidence(kind, texts) if kind else Evidence()).added_to(stated)
    return Evidence(decimal=source.usual_decimal, is_day_first=source.is_day_first).added_to(seen)


def _reader(source: FieldSource) -> Callable[[str, Context], Read[Any]]:
    longest = LONGEST.get(source.name) or OF_CONTACTS.get(source.name.partition(".")[2], USUALLY_LONGEST)
    least, most = LIMITS.get(source.name, (0, 2**31))
    made: dict[str, Callable[[str, Context], Read[Any]]] = {
        "text": read_text,
        "line": partial(line, longest=longest),
        "code": lambda text, context: Read(text),
        "date": partial(moment, forms=source.formats),
        "money": money,
        "percentage": rounded_percentage,
        "share": rounded_percentage,
        "number": partial(read_integer, least=least, most=most),
        "country": read_country,
        "currency": read_currency,
        "email": read_email,
        "phone": read_phones,
        "language": read_language,
        "company_number": read_company_number,
        "day": partial(day, forms=source.formats),
        "words": words,
        "yes_no": yes_no,
    }
    return made[source.conversion]


def line(text: str, context: Context, *, longest: int = USUALLY_LONGEST) -> Read[str]:
    """Return a name or another text of one line, unless it is too long."""
    read = read_name(text, context)
    if len(read.value) > longest:
        raise Unreadable(_("at most {number} characters").format(number=longest))
    return read


def moment(text: str, context: Context, *, forms: tuple[str, ...]) -> Read[datetime]:
    """Return a moment; a date without a time is noon of that day, so that it is the same day nearly everywhere."""
    read = _believable(text, context, forms)
    if isinstance(read.value, datetime):
        return Read(read.value, read.assumed)
    return Read(datetime.combine(read.value, NOON, context.zone), read.assumed)


def day(text: str, context: Context, *, forms: tuple[str, ...]) -> Read[date]:
    """Return a day; of a moment the day that it is on in the zone of the file."""
    read = _believable(text, context, forms)
    if not isinstance(read.value, datetime):
        return read
    value = read.value.astimezone(context.zone) if read.value.tzinfo else read.value
    return Read(value.date(), read.assumed)


def _believable(text: str, context: Context, forms: tuple[str, ...]) -> Read[date]:
    read: Read[date] = read_by_form(text, forms, context)
    if not FIRST_YEAR <= read.value.year <= LAST_YEAR:
        raise Unreadable(_("the year {year} is not believable").format(year=read.value.year))
    return read


def words(text: str, context: Context) -> Read[tuple[str, ...]]:
    """Return the parts of a list, between commas, semicolons, bars and line ends, each once."""
    parts = (read_name(part, context).value for part in _BETWEEN.split(read_text(text, context).value))
    return Read(tuple(dict.fromkeys(filter(None, parts))))


def yes_no(text: str, context: Context) -> Read[bool]:
    """Return a yes or a no, as one of the languages of the product or a program writes it."""
    del context
    known = {**truths(), **TRUTHS}
    if text.strip().casefold() not in known:
        raise Unreadable(_("write yes or no"))
    return Read(known[text.strip().casefold()])


def money(text: str, context: Context) -> Read[Money]:
    """Return an amount of money; a loss of money is no amount here."""
    read = read_money(text, context)
    if read.value.amount < Decimal(0):
        raise Unreadable(_("“{text}” is below zero").format(text=quoted(text)))
    return read
