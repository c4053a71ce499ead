"""Numbers of companies: for VAT in the compact form with one prefix of their country, in registers without marks."""

import re
from functools import cache
from importlib import import_module

from django.utils.translation import gettext as _

from leadwright.foundation.money import countries
from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable, quoted
from leadwright.values.texts import plain_digits

LONGEST = 40
# What Swiss and Norwegian numbers say behind them: that they are numbers for VAT.
_ENDING = re.compile(r"(?<=[0-9])[\s.]*(?:MWST|TVA|IVA|TPV|MVA)\.?$")
GREECE = {"GR": "EL"}
_LABEL = re.compile(
    r"^(?:(?:VAT|BTW|TVA|MWST|UST|MOMS|IVA|НДС|ИНН)[-\s]*(?:ID|REG|NR|NO|NUMBER|NUMMER|IDNR)?"
    r"[\s.:-]*(?:NR|NO|NUMBER|NUMMER)?[\s.:°-]*|UST-?IDNR[\s.:]*|N[°º]\s*(?:TVA|IVA)?[\s.:]*)(?=[A-Z0-9])"
)
_MARKS = re.compile(r"[\s.,\-/_·:\u2010-\u2015\u2212]")


def read_company_number(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return a number for VAT as its letters and digits behind one prefix; one of the European Union must be right.

    Without a prefix it is one of the country of the context, which is told. Of other countries it is made compact.
    """
    if len(text) > 2 * LONGEST:
        raise Unreadable(_("“{text}” is not a number of a company").format(text=quoted(text)))
    plain, assumed = plain_digits(text)
    bare = _MARKS.sub("", _ENDING.sub("", _LABEL.sub("", plain.upper().strip())))
    if (
        not bare
        or len(bare) > LONGEST
        or not re.fullmatch(r"[A-Z0-9+*&Ñ]+", bare)
        or not re.search("[0-9]", bare)
    ):
        raise Unreadable(_("“{text}” is not a number of a company").format(text=quoted(text)))
    prefix, rest, is_assumed = _prefixed(bare, GREECE.get(context.country, context.country))
    if prefix not in _union():
        return Read(bare, assumed)
    while rest[:2] in (prefix, "GR" if prefix == "EL" else prefix):
        rest = rest[2:]
    if not _is_valid(prefix, rest):
        raise Unreadable(_("there is no such VAT number; compare it, or leave it empty"))
    named: tuple[Assumption, ...] = (assume("place", country=_country(prefix)),) if is_assumed else ()
    return Read(_compact(prefix, rest), (*assumed, *named))


def _prefixed(bare: str, home: str) -> tuple[str, str, bool]:
    """Return the prefix of a number, what follows it, and whether the prefix had to be assumed."""
    prefix = GREECE.get(bare[:2], bare[:2])
    if prefix in _union() and not (home in _union() and home != prefix and _is_valid(home, bare)):
        return prefix, bare[2:], False
    is_of_another = prefix not in _union() and prefix in countries() and not _is_valid(home, bare)
    if bare[:2].isalpha() and (home not in _union() or is_of_another):
        return prefix, bare[2:], False
    return home, bare, True


def _is_valid(prefix: str, rest: str) -> bool:
    return bool(import_module("stdnum.eu.vat").is_valid(f"{prefix}{rest}"))


def _compact(prefix: str, rest: str) -> str:
    """Return a number with all its digits: Belgian ones were written without the nought before them once."""
    return str(import_module("stdnum.eu.vat").compact(f"{prefix}{rest}"))


def _country(prefix: str) -> str:
    return "GR" if prefix == "EL" else prefix


@cache
def _union() -> frozenset[str]:
    members = {code.upper() for code in import_module("stdnum.eu.vat").MEMBER_STATES}
    return frozenset(GREECE.get(code, code) for code in members)
