"""The kinds of value that filters take: text, days, amounts, yes or no, and choices of many sorts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.foundation import local
from leadwright.foundation.numbers import Ambiguous, integer_in, number_in, plain_decimal, written_decimal
from leadwright.people.filtering import LONGEST, Choices, Control, Kind, Reader, Unfit
from leadwright.people.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

EARLIEST, LATEST = 1990, 2200
MEANT = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
YES, NO = gettext_lazy("yes"), gettext_lazy("no")
ME, NOBODY, ANYBODY = "me", "none", "any"
MOST_COLLEAGUES = 200
_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(text: str, reader: Reader) -> date:
    try:
        day = date.fromisoformat(text) if _PLAIN_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Unfit(_("write a day such as 2026-03-31"))
    if not EARLIEST <= day.year <= LATEST:
        raise Unfit(_("choose a day between 1990 and 2200"))
    return day


def number_in_text(text: str, reader: Reader) -> Decimal | None:
    """Return the number that a text is to its reader, or None; one that can be two is refused, with both."""
    try:
        return reader.number(text)
    except Ambiguous as no:
        raise Unfit(local.either(text, no)) from no


def _amount(text: str, reader: Reader) -> Decimal:
    amount = number_in_text(text, reader)
    if amount is None or amount.is_signed() or plain_decimal(written_decimal(amount)) is None:
        raise Unfit(_("write a plain number such as 1234.50"))
    return amount


def _yes_no(text: str, reader: Reader) -> bool:
    if text.lower() not in MEANT:
        raise Unfit(_("write true or false"))
    return MEANT[text.lower()]


TEXT = Kind(read=lambda text, reader: text, control="text", schema={"type": "string", "maxLength": LONGEST})
DAY = Kind(read=_day, control="day", schema={"type": "string", "format": "date"})
AMOUNT = Kind(
    read=_amount,
    control="amount",
    schema={"type": "string", "pattern": r"^[0-9]{1,13}(\.[0-9]{1,4})?$"},
    write=written_decimal,
)


def yes_no(yes: "Words" = YES, no: "Words" = NO) -> Kind:
    """Return the kind of true and false, with the words in which a page offers them."""
    return Kind(
        read=_yes_no,
        control="choice",
        schema={"type": "boolean"},
        choices=lambda reader: [("yes", str(yes)), ("no", str(no))],
    )


def closed(labels: Mapping[str, Any]) -> Kind:
    """Return the kind of a closed list of words that the code knows, each with its label."""
    values = [str(value) for value in labels]
    return chosen_of(
        lambda reader: [(str(value), str(label)) for value, label in labels.items()],
        {"type": "string", "enum": values},
    )


def chosen_of(choices: Callable[[Reader], Choices], schema: dict[str, Any] | None = None) -> Kind:
    """Return the kind of what can be chosen from a list; case does not matter."""

    def read(text: str, reader: Reader) -> str:
        values = {value.lower(): value for value, _label in choices(reader)}
        if text.lower() not in values:
            raise Unfit(_("there is no “{value}” to choose").format(value=text[:40]))
        return values[text.lower()]

    return Kind(read=read, control="choice", schema=schema or {"type": "string"}, choices=choices)


def number_between(least: int, most: int) -> Kind:
    """Return the kind of a whole number within limits."""

    def read(text: str, reader: Reader) -> int:
        number = integer_in(text, least=least, most=most)
        if number is None:
            raise Unfit(_("write a whole number from {least} to {most}").format(least=least, most=most))
        return number

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Kind(read=read, control="number", schema=schema)


def level(highest: int, choices: Callable[[Reader], Choices]) -> Kind:
    """Return the kind of a level on a scale from 1."""
    return replace(number_between(1, highest), control="choice", choices=choices)


def row(is_seen: Callable[[int, Reader], bool], choices: Callable[[Reader], Choices] | None = None) -> Kind:
    """Return the kind of a row by its number; one that the reader cannot see is as one that never was."""

    def read(text: str, reader: Reader) -> int:
        number = number_in(text.upper().removeprefix("A-").removeprefix("L-"))
        if number is None or not is_seen(number, reader):
            raise Unfit(_("choose one that exists and that you can see"))
        return number

    schema = {"type": "integer", "minimum": 1}
    control: Control = "number" if choices is None else "choice"
    return Kind(read=read, control=control, schema=schema, choices=choices or (lambda reader: []))


def colleague(words: Mapping[str, "Words"]) -> Kind:
    """Return the kind of somebody of the reader's company, by address; some words stand for more, such as `ME`."""

    def read(text: str, reader: Reader) -> str | int:
        plain = text.lower()
        if plain in words:
            return plain
        user = User.objects.filter(organisation=reader.user.organisation_id, email=plain).first()
        if user is None:
            reason = _("write {allowed}, or the e-mail address of somebody of your company")
            raise Unfit(reason.format(allowed=", ".join(words)))
        return user.pk

    def choices(reader: Reader) -> Choices:
        people = User.objects.filter(organisation=reader.user.organisation_id, is_active=True)
        named = people.order_by("name", "pk").values_list("email", "name")[:MOST_COLLEAGUES]
        return [*((word, str(label)) for word, label in words.items()), *named]

    return Kind(read=read, control="choice", schema={"type": "string"}, choices=choices)
