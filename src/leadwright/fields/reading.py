"""From what somebody sends to the canonical value of a field: a reader for each kind, pure but for users and contacts.

Canonical values are JSON: a text, a whole number, a decimal as text, an amount as text with its currency, a day and a
moment (in UTC) in ISO 8601, yes or no, the id of a choice, ids of choices in their order, the id of a user.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.models import FieldChoice, OwnField
from leadwright.fields.subjects import Kind
from leadwright.foundation.money import NotMoney, parse_money
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed
from leadwright.people.models import User
from leadwright.values.urls import is_address

LONGEST = {Kind.TEXT: 500, Kind.LONG_TEXT: 20_000, Kind.URL: 2_000}
LARGEST = 10**15
# So many digits each number of JSON keeps.
EXACT_DIGITS = 15
FIRST_YEAR, LAST_YEAR = 1, 9000
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A moment is kept to the microsecond.
_TOO_FINE = re.compile(r"[.,][0-9]{7}")
AMOUNT = frozenset({"amount", "currency"})
EMPTY: tuple[Any, ...] = (None, "", [], {})


class Unfit(ValueError):
    """A value that a field cannot hold; the message says what it can hold."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a value is read by: whose users it may name, the usual currency, and who finds a contact within reach.

    The configuration is of no company: it may name any user.
    """

    home: int | None
    currency: str
    contact: Callable[[Any], int | None] = lambda given: None


def canonical(field: OwnField, value: Any, around: Around) -> Any:
    """Return the canonical value of what was given, None for an empty one; raises Unfit."""
    if isinstance(value, str):
        value = trimmed(value)
    kind = Kind(field.kind)
    if value is None or value == "" or _is_empty(kind, value):
        return None
    return READERS[kind](field, value, around)


def _is_empty(kind: Kind, value: Any) -> bool:
    """Tell whether a value of a kind that is made of parts has none: no choice, or a currency without an amount.

    What is of another shape is never taken for empty: it is refused, and what is stored stays.
    """
    if kind is Kind.CHOICES:
        return isinstance(value, list | tuple) and not value
    is_amount = kind is Kind.MONEY and isinstance(value, Mapping) and not set(value) - AMOUNT
    return is_amount and value.get("amount", "") in (None, "")


def _text(field: OwnField, value: Any, _around: Around) -> str:
    if not isinstance(value, str):
        raise Unfit(_("it must be text"))
    text = value.replace("\r\n", "\n")
    longest = LONGEST[Kind(field.kind)]
    if len(text) > longest:
        raise Unfit(_("at most {number} characters").format(number=longest))
    fault = fault_in_text(text) if field.kind == Kind.LONG_TEXT else fault_in_line(text)
    if fault:
        raise Unfit(fault)
    return text


def _url(field: OwnField, value: Any, around: Around) -> str:
    text = _text(field, value, around)
    if not is_address(text):
        raise Unfit(_("write a web address such as https://example.com/page"))
    return text


def _integer(_field: OwnField, value: Any, _around: Around) -> int:
    text = "" if isinstance(value, bool | float) else str(value)
    number = integer_in(text, least=-LARGEST, most=LARGEST)
    if number is None:
        raise Unfit(_("write a whole number such as 12"))
    return number


def _decimal(_field: OwnField, value: Any, _around: Around) -> str:
    _refuse_rounded(value)
    text = "" if isinstance(value, bool) else str(value)
    if not _DECIMAL.fullmatch(text):
        raise Unfit(_("write a plain number such as 1234.5, with at most six decimals"))
    return plain(Decimal(text))


def _refuse_rounded(value: Any) -> None:
    """Refuse a JSON number with so many digits that those who read it may have rounded it on the way."""
    if isinstance(value, float) and len(repr(value).strip("-0.").replace(".", "")) > EXACT_DIGITS:
        raise Unfit(_("write a number of more than {number} digits as text").format(number=EXACT_DIGITS))


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros that say nothing."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _money(_field: OwnField, value: Any, around: Around) -> dict[str, str]:
    if not isinstance(value, Mapping) or set(value) - AMOUNT:
        raise Unfit(_('it must be an object with "amount" and "currency"'))
    _refuse_rounded(value["amount"])
    currency = value.get("currency")
    try:
        money = parse_money(value["amount"], around.currency if currency in (None, "") else str(currency))
    except NotMoney as fault:
        raise Unfit(str(fault)) from fault
    return {"amount": f"{money.amount:f}", "currency": money.currency}


def _date(_field: OwnField, value: Any, _around: Around) -> str:
    wrong = _("write a date as 2026-03-12")
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Unfit(wrong)
    try:
        day = date.fromisoformat(value)
    except ValueError as fault:
        raise Unfit(wrong) from fault
    if day.year > LAST_YEAR:
        raise Unfit(wrong)
    return day.isoformat()


def _datetime(_field: OwnField, value: Any, _around: Around) -> str:
    wrong = _("write a time with its offset from UTC, such as 2026-03-12T09:00:00+01:00")
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        is_exact = str(value).isascii() and not is_too_fine(str(value))
        if at.tzinfo is None or not FIRST_YEAR < at.year <= LAST_YEAR or not is_exact:
            raise Unfit(wrong)
        return at.astimezone(UTC).isoformat()
    except (ValueError, TypeError, OverflowError) as fault:
        raise Unfit(wrong) from fault


def is_too_fine(text: str) -> bool:
    """Tell whether a text has more decimals of a second than a moment keeps."""
    return _TOO_FINE.search(text) is not None


def _boolean(_field: OwnField, value: Any, _around: Around) -> bool:
    if not isinstance(value, bool):
        raise Unfit(_("write true or false"))
    return value


def _choice(field: OwnField, value: Any, _around: Around) -> int:
    match = _choices_by_code(field).get(value) if isinstance(value, str) else None
    if match is None:
        raise Unfit(_("choose one of: {codes}").format(codes=_codes(field)))
    return match.pk


def _choices(field: OwnField, value: Any, _around: Around) -> list[int]:
    rows = _choices_by_code(field)
    given = value if isinstance(value, list | tuple) else ()
    if not given or not all(isinstance(code, str) and code in rows for code in given):
        raise Unfit(_("choose some of: {codes}").format(codes=_codes(field)))
    return [row.pk for row in rows.values() if row.code in given]


def _choices_by_code(field: OwnField) -> dict[str, FieldChoice]:
    return {row.code: row for row in field.choices}


def _codes(field: OwnField) -> str:
    return ", ".join(row.code for row in field.offered)


def _user(_field: OwnField, value: Any, around: Around) -> int:
    rows = User.objects.filter(is_active=True)
    if around.home is not None:
        rows = rows.filter(organisation=around.home)
    match = None
    if isinstance(value, str) and not fault_in_line(value):
        match = rows.filter(email=value.lower()).values_list("pk", flat=True).first()
    if match is None:
        raise Unfit(_("write the e-mail address of an active user of your company"))
    return int(match)


def _contact(_field: OwnField, value: Any, around: Around) -> int:
    match = around.contact(value)
    if match is None:
        raise Unfit(_("write the id of a contact that you may see"))
    return match


Reader = Callable[[OwnField, Any, Around], Any]
READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.USER: _user,
    Kind.CONTACT: _contact,
    Kind.URL: _url,
}
