"""Hostile values for fields of each kind, and what may be stored of each: exactly it, in canonical form, or nothing."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from leadwright.fields.models import OwnField
from leadwright.foundation.text import trimmed
from leadwright.people.models import User
from tests.conftest import PROVE
from tests.fields.test_fields_api import CHOICES

KINDS = (
    *("text", "long_text", "integer", "decimal", "money", "date", "datetime"),
    *("boolean", "choice", "choices", "user", "contact", "url"),
)
WORDS = ("text", "long_text", "url")
VALUES: tuple[Any, ...] = (
    "a\x00b",
    "\u202eabc",
    "\u200b",
    "\ufffe",
    "1" + "0" * 400,
    "9" * 5000,
    "NaN",
    "Infinity",
    "-0",
    "1e5",
    "0x10",
    "\u0661\u0662\u0663",
    "\uff11\uff12",
    "\u0967",
    "12\u00a0000",
    "12 3",
    "1,5",
    "x" * 100_000,
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil")',
    "'=1+1",
    "@SUM(A1)",
    "{{ 7 * 7 }}",
    "%s %(x)s {0}",
    "'; DROP TABLE leads_lead; --",
    "javascript:alert(1)",
    "http://",
    "https://a b",
    "https://example.com/\u00fc?q=<b>",
    "2026-02-30",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "2026-03-12T09:00",
    "2026-03-12T09:00:00+99:99",
    "2026-03-12T09:00:00.1234567+00:00",
    "0001-01-01T00:00:00+14:00",
    ",",
    "EUR",
    "EUR 1 USD",
    "one\r\ntwo",
    "=?utf-8?q?a?=",
    {"amount": "1e9", "currency": "EUR"},
    {"amount": "NaN", "currency": "EUR"},
    {"amount": "1.001", "currency": "EUR"},
    {"amount": "1", "currency": "XXQ"},
    {"amount": "1", "currency": "EUR       and more"},
    {"amount": "1", "currency": ["EUR"]},
    {"amount": "1", "currency": False},
    {"amount": "1", "currency": "eur", "more": 1},
    {"amount": 1234567890123.4567, "currency": "CLF"},
    {"amount": True, "currency": "EUR"},
    {"amount": ""},
    {"$gt": ""},
    {},
    [],
    [[]],
    [None],
    ["normal", "normal"],
    ["normal", {"a": 1}],
    True,
    False,
    0,
    -1,
    10**30,
    1e300,
    123456789012.123456,
    1.5,
    -0.0,
    "ann@example.org",
    "DINA@VENDOR.EXAMPLE",
    "\U0001f600",
    "2026-03-12T09:00:00.1234567",
)
TEXTS = tuple(value for value in VALUES if isinstance(value, str))


def some(values: tuple[Any, ...], kind: str, steps: int = 4) -> tuple[Any, ...]:
    """Return all values to prove a promise, else some of them: others for each kind, all of them for all kinds."""
    return values if PROVE else values[KINDS.index(kind) % steps :: steps]


def choices_for(kind: str) -> dict[str, Any]:
    """Return the choices that a definition of a kind needs."""
    return {"choices": CHOICES} if kind in ("choice", "choices") else {}


def stored(field: OwnField, values: Mapping[str, Any]) -> Any:
    """Return what a row holds in a field, with the codes and the addresses in the place of ids."""
    value, codes = values.get(str(field.pk)), {choice.pk: choice.code for choice in field.choice_rows.all()}
    if field.kind == "choices" and value is not None:
        return [codes[key] for key in value]
    if field.kind == "choice" and value is not None:
        return codes[value]
    return User.objects.get(pk=value).email if field.kind == "user" and value is not None else value


def is_exactly(kind: str, held: Any, given: Any, *, currency: str = "EUR") -> bool:
    """Tell whether a row holds what was given and nothing else, written as its kind is written."""
    given = trimmed(given) if isinstance(given, str) else given
    if held is None:
        empty = {"choices": ([],), "money": ({}, {"amount": ""})}.get(kind, ())
        return given is None or given == "" or given in empty
    if kind in WORDS:
        return isinstance(given, str) and held == given.replace("\r\n", "\n")
    if kind in ("integer", "decimal"):
        return _is_number(held, given)
    if kind == "money":
        named = given.get("currency", currency)
        return _is_number(held["amount"], given["amount"]) and held["currency"] == named
    if kind == "datetime":
        return datetime.fromisoformat(held) == datetime.fromisoformat(given) and "1234567" not in given
    if kind == "choices":
        return isinstance(given, list) and sorted(held) == sorted(set(given))
    if kind == "user":
        return bool(held == given.lower())
    return type(held) is type(given) and held == given


def _is_number(held: Any, given: Any) -> bool:
    """Tell whether two numbers are the same, in the digits of ASCII, and none was rounded on its way."""
    if isinstance(given, bool) or not str(given).isascii():
        return False
    try:
        return Decimal(str(held)) == Decimal(str(given)) and given != 123456789012.123456
    except InvalidOperation:
        return False


def is_typed(kind: str, held: Any, text: str) -> bool:
    """Tell whether a row holds what was typed into a form: spaces in numbers fall away, one comma is a point."""
    text = trimmed(text)
    if held is None or text == "":
        return held is None and text == ""
    if kind == "boolean":
        return held is {"yes": True, "no": False}.get(text)
    if kind in ("integer", "decimal"):
        return is_exactly(kind, held, _plain(text))
    if kind == "money":
        letters = re.findall("[A-Za-z]+", text)
        amount = _plain(re.sub("[A-Za-z]+", "", text))
        return is_exactly(kind, held, {"amount": amount, "currency": letters[0] if letters else "EUR"})
    if kind == "datetime":
        at = datetime.fromisoformat(text)
        zone = ZoneInfo("Europe/Brussels")
        return datetime.fromisoformat(held) == (at if at.tzinfo else at.replace(tzinfo=zone))
    return is_exactly(kind, held, [text] if kind == "choices" else text)


def _plain(text: str) -> str:
    return "".join(text.split()).replace(",", ".")
