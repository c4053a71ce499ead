"""E-mail addresses and telephone numbers, as they are typed and as they are kept."""

from functools import lru_cache
from importlib import import_module

from django.utils.translation import gettext as _

from leadwright.values.context import Unreadable
from leadwright.values.phones import PhoneNumber


def without_extension(phone: PhoneNumber) -> str:
    """Return a number where nothing keeps an extension; one that has one is unreadable."""
    if phone.extension:
        words = _("write the number without its extension {extension}, and that in the comment")
        raise Unreadable(words.format(extension=phone.extension))
    return phone.number


@lru_cache(maxsize=4096)
def phone_in_words(number: str) -> str:
    """Return an E.164 number as people write it internationally."""
    if not number:
        return ""
    library = import_module("phonenumbers")
    return str(library.format_number(library.parse(number), library.PhoneNumberFormat.INTERNATIONAL))
