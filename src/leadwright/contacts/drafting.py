"""A contact as far as somebody has typed it: enough to look for the ones that it may repeat."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.fields import home_country
from leadwright.contacts.matching import Record
from leadwright.contacts.models import Kind
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.people.models import User
from leadwright.values.context import Unreadable
from leadwright.values.phones import typed_phone

LINES = (
    "name",
    "given_name",
    "family_name",
    "street",
    "street_extra",
    "postcode",
    "city",
    "region",
    "country",
    "vat_number",
    "register_number",
    "birth_date",
)
TEXTS = (*LINES, "email", "phone", "kind")
LONGEST = 400
MOST = 20


def draft_of(data: Mapping[str, Any], *, by: User) -> Record:
    """Return what is typed so far; anything may be missing or unfinished, only its type must fit."""
    refuse_fields(list(_faults(data)))
    result = {name: _text(data.get(name)) for name in LINES}
    country = home_country(result["country"].upper(), by)
    kind = data.get("kind") if data.get("kind") in Kind.values else _kind(data)
    phones = (_phone(channel, country) for channel in _channels(data, "phone", "phones", "number"))
    return Record(
        **result,
        kind=str(kind),
        emails=tuple(_channels(data, "email", "emails", "address")),
        phones=tuple(phones),
    )


def _kind(data: Mapping[str, Any]) -> str:
    return str(Kind.COMPANY if data.get("title") == Kind.COMPANY.value else Kind.PERSON)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else (value or "").strip()[:LONGEST]


def _faults(data: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in TEXTS:
        if not isinstance(data.get(name), str | date | None):
            yield field_error(name, "FIELD_INVALID", reason=_("it must be a text"))
    for name in ("emails", "phones"):
        value = data.get(name)
        if value is not None and (not isinstance(value, list | tuple) or len(value) > MOST):
            reason = _("it must be a list of at most {number}").format(number=MOST)
            yield field_error(name, "FIELD_INVALID", reason=reason)


def _channels(data: Mapping[str, Any], item: str, many: str, part: str) -> list[str]:
    """Return the channels that are texts; others are as good as not typed."""
    rows = [data.get(item), *(data.get(many) or ())]
    texts = [row.get(part) if isinstance(row, Mapping) else row for row in rows]
    return list(dict.fromkeys(_text(text) for text in texts if isinstance(text, str) and text.strip()))


def _phone(text: str, country: str) -> str:
    try:
        return typed_phone(text, country=country).number
    except Unreadable:
        return text
