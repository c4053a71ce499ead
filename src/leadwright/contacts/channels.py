"""E-mail addresses and telephone numbers, as they are typed and as they are kept."""

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from django.utils.translation import gettext as _

from leadwright.foundation.text import sort_key
from leadwright.values.context import Unreadable
from leadwright.values.phones import PhoneNumber


def without_extension(phone: PhoneNumber) -> str:
    """Return a number where nothing keeps an extension; one that has one is unreadable."""
    if phone.extension:
        words = _("write the number without its extension {extension}, and that in the comment")
        raise Unreadable(words.format(extension=phone.extension))
    return phone.number


class Named(Protocol):
    """What has a name and the numbers of a company: a contact, or the draft of one."""

    @property
    def name(self) -> str: ...
    @property
    def vat_number(self) -> str: ...
    @property
    def register_number(self) -> str: ...


def search_text(contact: Named, channels: Iterable[str]) -> str:
    """Return the text that a contact is found by: its name, its addresses and numbers, and those of a company."""
    return sort_key(" ".join([contact.name, *channels, contact.vat_number, contact.register_number]))


@lru_cache(maxsize=4096)
def phone_in_words(number: str) -> str:
    """Return an E.164 number as people write it internationally."""
    if not number:
        return ""
    library = import_module("phonenumbers")
    return str(library.format_number(library.parse(number), library.PhoneNumberFormat.INTERNATIONAL))
