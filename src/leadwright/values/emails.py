"""E-mail addresses: one rule for contacts, users, files and what leaves the house."""

import re
from urllib.parse import unquote

from django.utils.translation import gettext as _

from leadwright.foundation.text import fault_in_line
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable, quoted
from leadwright.values.texts import visible

LONGEST_GIVEN, LONGEST, LONGEST_LOCAL, LONGEST_DOMAIN = 1_000, 254, 64, 253
LOCALHOST = "localhost"
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_NAMED = re.compile(r"[^<>]*<([^<>]*)>")
_BETWEEN, _CLOSED_BY = frozenset(",;\r\n"), {'"': '"', "<": ">"}
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
# What an older rule writes otherwise than today's, so that the mail would go elsewhere.
_AMBIGUOUS = frozenset("ßς\u200c\u200d")


def read_email(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return one plain address; a name around it and mailto: are taken off, a domain beyond ASCII is written as xn--.

    An address whose part before the @ is beyond ASCII is unreadable: few servers take it, and ours does not send it.
    """
    del context
    if len(text) > LONGEST_GIVEN:
        raise Unreadable(_no_address())
    bare = _without_marks(visible(text).replace("＠", "@"))
    if named := _NAMED.fullmatch(bare):
        bare = named[1].strip()
    if _MAILTO.match(bare):
        bare = unquote(bare[len("mailto:") :].partition("?")[0]).strip()
    local, at, domain = bare.rpartition("@")
    if not at or not local or not domain:
        raise Unreadable(_no_address())
    if not local.isascii():
        raise Unreadable(
            _("“{text}” has letters beyond a to z before the @; ask for another address").format(
                text=quoted(text)
            )
        )
    address = f"{local}@{_plain(domain, text)}"
    if (
        not _LOCAL.fullmatch(local)
        or len(local) > LONGEST_LOCAL
        or len(address) > LONGEST
        or fault_in_line(address)
    ):
        raise Unreadable(_no_address())
    return Read(address)


def several_emails(text: str) -> list[str]:
    """Return the parts of a list of addresses, as mail programs write one: between commas, semicolons and line ends.

    What stands in quotes or in <> is not taken apart.
    """
    parts: list[list[str]] = [[]]
    until = ""
    for sign in text:
        if until:
            until = "" if sign == until else until
        elif sign in _CLOSED_BY:
            until = _CLOSED_BY[sign]
        elif sign in _BETWEEN:
            parts.append([])
            continue
        parts[-1].append(sign)
    return [part for letters in parts if (part := "".join(letters).strip())]


def plain_email(text: str) -> str:
    """Return an address that is written plainly already, as programs send it; anything around it is unreadable."""
    address = read_email(text).value
    if address != text:
        raise Unreadable(_no_address())
    return address


def _plain(domain: str, text: str) -> str:
    """Return a domain as servers know it."""
    plain = domain
    if not domain.isascii():
        if _AMBIGUOUS & set(domain):
            raise Unreadable(_("write the domain of “{text}” as xn--…").format(text=quoted(text)))
        try:
            plain = domain.encode("idna").decode()
        except UnicodeError as fault:
            raise Unreadable(_no_address()) from fault
    labels = plain.split(".")
    is_known = (
        all(map(_LABEL.fullmatch, labels)) and not re.fullmatch("[0-9]+", labels[-1]) and len(labels[-1]) > 1
    )
    if plain.lower() != LOCALHOST and (len(labels) < 2 or not is_known or len(plain) > LONGEST_DOMAIN):
        raise Unreadable(_no_address())
    return plain


def _without_marks(text: str) -> str:
    """Return what a list or a program leaves of an address when it is cut out of its line: no mark at its end."""
    bare = text.rstrip(",; ")
    is_quoted = len(bare) > 1 and bare.startswith('"') and bare.endswith('"') and bare.count('"') == 2
    return bare[1:-1].strip() if is_quoted else bare


def _no_address() -> str:
    return _("write one e-mail address, such as name@example.com")
