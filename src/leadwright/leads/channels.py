"""A lead's own e-mail address and telephone number: where communication about it goes; the contact keeps its own."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.channels import without_extension
from leadwright.foundation.refusals import FieldError, refuse
from leadwright.leads.cleaning import clean_text, tried
from leadwright.values.context import Unreadable
from leadwright.values.emails import plain_email
from leadwright.values.phones import typed_phone

CHANNELS = ("contact_email", "contact_phone")
LONGEST = 254


def clean_channels(data: Mapping[str, Any], faults: list[FieldError], *, country: str) -> dict[str, str]:
    """Return the columns of the channels that were given, checked as those of contacts; an empty one is none."""
    cleaners: dict[str, Callable[[str], str]] = {
        "contact_email": plain_email,
        "contact_phone": lambda text: without_extension(typed_phone(text, country=country)),
    }
    columns: dict[str, str] = {}
    for name, clean in cleaners.items():
        if name in data:
            value = tried(faults, partial(_cleaned, name, data[name], clean))
            columns |= {} if value is None else {name: value}
    return columns


def _cleaned(name: str, value: Any, clean: Callable[[str], str]) -> str:
    text = clean_text(name, value, longest=LONGEST)
    if "\n" in text:
        refuse("FIELD_INVALID", field=name, reason=_("give one"))
    try:
        return clean(text) if text else ""
    except Unreadable as fault:
        refuse("FIELD_INVALID", field=name, reason=str(fault))
