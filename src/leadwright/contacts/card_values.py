"""The values of a card as a contact keeps them; what cannot be read goes into the remarks, under its name."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.fields import EARLIEST, LINES, LONGEST_REMARK
from leadwright.contacts.reaching import LONGEST_LABEL, MOST, extension_label
from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.foundation.text import fault_in_line
from leadwright.values.context import Context, Unreadable
from leadwright.values.countries import read_country
from leadwright.values.dates import read_date
from leadwright.values.emails import read_email
from leadwright.values.languages import read_language
from leadwright.values.phones import read_phones

NAMES = ("name", "given_name", "family_name")
Row = dict[str, Any]
# What is said about a card beside its fields.
ABOUT = frozenset(("line", "rest", "is_assumed"))
# What a card can say and a contact has no field for, by what it is called in the remarks.
REST = {
    "address": _("Further address"),
    "ANNIVERSARY": _("Anniversary"),
    "CATEGORIES": _("Categories"),
    "company": _("Further company"),
    "employer": _("Company"),
    "fax": _("Fax"),
    "GENDER": _("Gender"),
    "line": _("Line that cannot be read"),
    "messenger": _("Messenger"),
    "nickname": _("Nickname"),
    "pager": _("Pager"),
    "RELATED": _("Related person"),
    "suffix": _("Suffix of the name"),
    "title": _("Title"),
    "unit": _("Department"),
    "url": _("Web address"),
    "X-ABDATE": _("Date"),
    "X-ABRELATEDNAMES": _("Related person"),
    "X-SOCIALPROFILE": _("Social network"),
}
# A day without a year, as versions 3.0 and 4.0 write it.
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})(?:T.*)?")
_TIME = re.compile(r"([0-9]{4}-?[0-9]{2}-?[0-9]{2})[T ].+")


def readable(card: Mapping[str, Any], *, home: str, at: datetime) -> dict[str, Any]:
    """Return a card whose values are those that a contact keeps; `home` is the country of numbers without one."""
    data = {name: value for name, value in card.items() if name not in ABOUT}
    notes = [f"{REST.get(name) or field_label(name)}: {text}" for name, text in card.get("rest", ())]
    data |= {"emails": [], "phones": []}
    country = str(card.get("country") or home)
    for row in card.get("emails", ()):
        data["emails"] += _tried(notes, "email", row["address"], partial(_emails, row=row))
    for row in card.get("phones", ()):
        data["phones"] += _tried(notes, "phone", row["number"], partial(_phones, row=row, country=country))
    for many, single, part in (("emails", "email", "address"), ("phones", "phone", "number")):
        rows = list({str(row[part]).lower(): row for row in reversed(data[many])}.values())[::-1]
        notes += [f"{field_label(single)}: {row[part]}" for row in rows[MOST:]]
        data[many] = rows[:MOST]
    _put_lines(data, notes)
    _put_birth(data, notes, at.date())
    _put(data, notes, "language", lambda text: read_language(text).value)
    return data | _remarks(card.get("remarks", ""), notes)


def country_of(name: str) -> dict[str, str]:
    """Return the country that a card names: its code, or a remark where nobody knows it."""
    try:
        return {"country": read_country(name).value}
    except Unreadable:
        return {"remarks": f"{field_label('country')}: {name}"}


def _put(data: dict[str, Any], notes: list[str], name: str, read: Callable[[str], str]) -> None:
    text = data.pop(name, "")
    values = _tried(notes, name, text, lambda given: [read(given)]) if text else []
    if values:
        data[name] = values[0]


def _put_birth(data: Row, notes: list[str], today: date) -> None:
    """Put in the day of birth; one without a year is said in words, and a time of day is kept beside its day."""
    text = data.get("birth_date", "")
    if day := _day_of_year(text):
        notes.append(gettext("Birthday: {day}").format(day=day))
        del data["birth_date"]
        return
    if (timed := _TIME.fullmatch(text)) and not _is_day(text):
        notes.append(f"{field_label('birth_date')}: {text}")
        data["birth_date"] = timed[1]
    _put(data, notes, "birth_date", lambda given: _born(given, today))


def _day_of_year(text: str) -> str:
    match = _NO_YEAR.fullmatch(text)
    try:
        return local.day_of_year(int(match[1]), int(match[2])) if match else ""
    except ValueError:
        return ""


def _is_day(text: str) -> bool:
    try:
        return bool(read_date(text).value)
    except Unreadable:
        return False


def _put_lines(data: dict[str, Any], notes: list[str]) -> None:
    """Take out what is too long, or unfit for a line; a name stays as far as there is place for it."""
    for name, longest in LINES.items():
        text = data.get(name, "")
        is_name = name in NAMES and not fault_in_line(text)
        if len(text) > longest or (name not in NAMES and fault_in_line(text)):
            notes.append(f"{field_label(name)}: {data.pop(name)}")
            data |= {name: f"{text[: longest - 1]}…"} if is_name else {}


def _tried(notes: list[str], name: str, text: str, read: Callable[[str], list[Any]]) -> list[Any]:
    try:
        return read(text)
    except Unreadable:
        notes.append(f"{field_label(name)}: {text}")
        return []


def _emails(text: str, *, row: Row) -> list[Row]:
    return [row | {"address": read_email(text).value, "label": _label(row["label"])}]


def _phones(text: str, *, row: Row, country: str) -> list[Row]:
    rows: list[Row] = []
    for phone in read_phones(text, Context(country=country)).value:
        label = ", ".join(filter(None, (row["label"], extension_label(phone.extension))))
        rows.append(row | {"number": phone.number, "label": _label(label), "main": row["main"] and not rows})
    return rows


def _label(label: str) -> str:
    """Return a label that fits; one that is unfit for a line costs no number."""
    return "" if fault_in_line(label) else label[:LONGEST_LABEL]


def _born(text: str, today: date) -> str:
    day = read_date(text).value
    if not EARLIEST <= day <= today:
        raise Unreadable(text)
    return day.isoformat()


def _remarks(before: str, notes: list[str]) -> dict[str, str]:
    """Return what was remarked, after what could not be read; a remark that is too long says how long it was."""
    text = "\n".join(filter(None, (before, *notes)))
    if len(text) <= LONGEST_REMARK:
        return {"remarks": text}
    words = gettext("… (shortened: the card has {number} characters)").format(number=len(before))
    kept = "\n".join((*notes, before)) if notes else before
    return {"remarks": kept[: LONGEST_REMARK - len(words)] + words}
