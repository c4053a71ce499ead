"""E-mail addresses and telephone numbers, as they are typed and as they are kept."""

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_ADDRESS = re.compile(r"[^\s@,;<>\"'()\[\]\\:]{1,64}@(?:[\w-]+\.)+[\w-]{2,}", re.UNICODE)


class NotAChannel(ValueError):
    """The text is no address or number; the message says why."""


def clean_email(text: str) -> str:
    """Return one e-mail address, trimmed; a list of addresses is refused."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address) or len(address) > 254 or not address.isprintable():
        raise NotAChannel(_("write one e-mail address, such as name@example.com"))
    return address


def _library() -> Any:
    return import_module("phonenumbers")


def clean_phone(text: str, *, country: str) -> str:
    """Return a telephone number in E.164; a number without + is read as one of the country."""
    plain = re.sub(r"[\s().\-/]", "", text)
    if _E164.fullmatch(plain) and plain[1] != "0":
        return _possible(plain, None)
    return _possible(text, country or None)


def _possible(text: str, country: str | None) -> str:
    library = _library()
    try:
        number = library.parse(text, country)
    except library.NumberParseException as fault:
        raise NotAChannel(
            _("this is not a telephone number; begin with + and the code of the country")
        ) from fault
    if not library.is_possible_number(number):
        raise NotAChannel(_("there can be no such telephone number"))
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


@lru_cache(maxsize=4096)
def phone_in_words(number: str) -> str:
    """Return an E.164 number as people write it internationally."""
    if not number:
        return ""
    library = _library()
    return str(library.format_number(library.parse(number), library.PhoneNumberFormat.INTERNATIONAL))
