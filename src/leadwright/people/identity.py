"""By what people are told apart: addresses that cannot be taken for another's, names that are no links. Pure."""

import re
import unicodedata

from django.utils.translation import gettext as _

from leadwright.foundation.text import fault_in_line, sort_key
from leadwright.values.context import Unreadable
from leadwright.values.emails import plain_email

_LINK = re.compile(r"https?:|://|\bwww\.", re.IGNORECASE)
_PAGE = re.compile(r"[\w-]{2,}\.[^\W\d_]{2,}(?=[/\s:,;!?)]|\.?$)")

# The scripts that Japanese and Korean mix in every word, by the first word of the names of their signs.
WRITTEN_TOGETHER = (
    frozenset(("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")),
    frozenset(("CJK", "HANGUL")),
)


def fault_in_address(email: str) -> str | None:
    """Say what makes an e-mail address unfit to sign in by, or None.

    Only plain letters are taken: others look like them (mıke for mike). A domain of another script is written as
    xn--…, and its parts do not mix scripts.
    """
    if strange := next((sign for sign in email if not sign.isascii()), None):
        return _(
            "it contains “%(sign)s”, which can be taken for another letter; write it with plain letters"
        ) % {"sign": strange}
    try:
        plain_email(email)
    except Unreadable as fault:
        return str(fault)
    if any(_mixes_scripts(label) for label in email.partition("@")[2].split(".")):
        return _("its domain mixes the letters of several scripts; ask for another address")
    return None


def _mixes_scripts(label: str) -> bool:
    label = label.lower()
    if not label.startswith("xn--"):
        return False
    try:
        text = label.encode().decode("idna")
    except UnicodeError:
        return True
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in text if sign.isalpha()}
    return len(scripts) > 1 and not any(scripts <= together for together in WRITTEN_TOGETHER)


def fault_in_name(name: str) -> str | None:
    """Say what makes the name of a person unfit for a mail to others, or None: several lines, or a link."""
    if fault := fault_in_line(name):
        return fault
    if _LINK.search(name) or _PAGE.search(name):
        return _("it contains the address of a page; write the name alone, with a space after each dot")
    return None


def fault_in_company(name: str) -> str | None:
    """Say what makes the name of a company unfit; some are called like a page (example.com), none like a link."""
    if fault := fault_in_line(name):
        return fault
    if _LINK.search(name) or "/" in name.partition(".")[2]:
        return _("it contains the address of a page; write the name alone")
    return None


def look(email: str) -> str:
    """Return what two addresses have in common that look alike: no accents, no case, no odd letters."""
    return sort_key(email)
